import { describe, expect, it } from "vitest";
import { parseHeartRate } from "./strap";

const view = (...bytes: number[]) => new DataView(new Uint8Array(bytes).buffer);

describe("heart rate measurement (0x2A37)", () => {
  it("gives each interval its beat, the last one now", () => {
    // flags: intervals present; 60 bpm; 1024/1024 s and 512/1024 s
    expect(parseHeartRate(view(0x10, 60, 0x00, 0x04, 0x00, 0x02))).toEqual([
      { channel: "heart-beat", value: 1, before_s: 0.5 }, { channel: "heart-beat", value: 0.5, before_s: 0 }]);
  });
  it("reads wide rates and steps over energy", () => {
    expect(parseHeartRate(view(0x19, 0x2c, 0x01, 9, 9, 0x00, 0x04))).toEqual([
      { channel: "heart-beat", value: 1, before_s: 0 }]);
  });
  it("without intervals it is the rate; without contact nothing", () => {
    expect(parseHeartRate(view(0x00, 72))).toEqual([{ channel: "heart-rate", value: 72, before_s: 0 }]);
    expect(parseHeartRate(view(0x04, 72))).toEqual([]);
    expect(parseHeartRate(view(0x01, 72))).toEqual([]);
    expect(parseHeartRate(view())).toEqual([]);
  });
});
