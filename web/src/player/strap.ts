// A heart-rate strap over Web Bluetooth (GATT service 0x180D, characteristic 0x2A37).

export interface Beat { channel: "heart-beat" | "heart-rate"; value: number; before_s: number }

// The beats of one notification, oldest first. `before_s`: how long before its arrival. RR intervals
// are in 1/1024 s (Bluetooth Heart Rate Service 1.0, 3.1). Without intervals, the rate itself.
export function parseHeartRate(data: DataView): Beat[] {
  if (data.byteLength < 2) return [];
  const flags = data.getUint8(0);
  const wide = (flags & 1) !== 0;
  const contactKnown = (flags & 4) !== 0;
  const contact = (flags & 2) !== 0;
  if (contactKnown && !contact) return [];
  if (wide && data.byteLength < 3) return [];
  const rate = wide ? data.getUint16(1, true) : data.getUint8(1);
  let at = wide ? 3 : 2;
  if ((flags & 8) !== 0) at += 2;
  if ((flags & 16) === 0 || at + 1 >= data.byteLength) {
    return rate > 0 ? [{ channel: "heart-rate", value: rate, before_s: 0 }] : [];
  }
  const intervals: number[] = [];
  for (; at + 1 < data.byteLength; at += 2) intervals.push(data.getUint16(at, true) / 1024);
  let before = intervals.slice(1).reduce((sum, value) => sum + value, 0);
  return intervals.map((value, i) => {
    const beat: Beat = { channel: "heart-beat", value, before_s: before };
    before -= intervals[i + 1] ?? 0;
    return beat;
  });
}

interface Characteristic extends EventTarget {
  value?: DataView;
  startNotifications(): Promise<unknown>;
}
interface Device extends EventTarget {
  name?: string;
  gatt?: { connect(): Promise<{ getPrimaryService(id: number): Promise<{
    getCharacteristic(id: number): Promise<Characteristic> }> }>; disconnect(): void };
}
interface Bluetooth { requestDevice(options: object): Promise<Device> }

export const hasBluetooth = () => "bluetooth" in navigator;

// Asks the viewer for a strap and listens to it. Must be called from a click. Returns its name and
// how to let go of it.
export async function connectStrap(onBeats: (beats: Beat[]) => void, onLost: () => void):
    Promise<{ name: string; stop: () => void }> {
  const bluetooth = (navigator as unknown as { bluetooth: Bluetooth }).bluetooth;
  const device = await bluetooth.requestDevice({ filters: [{ services: [0x180d] }] });
  device.addEventListener("gattserverdisconnected", onLost);
  const server = await device.gatt!.connect();
  const service = await server.getPrimaryService(0x180d);
  const characteristic = await service.getCharacteristic(0x2a37);
  characteristic.addEventListener("characteristicvaluechanged", () => {
    if (characteristic.value) onBeats(parseHeartRate(characteristic.value));
  });
  await characteristic.startNotifications();
  return { name: device.name ?? "heart strap", stop: () => device.gatt?.disconnect() };
}
