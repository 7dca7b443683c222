// Segments on their way: fetched likeliest first, three at a time, kept in memory within a budget.
import { fileUrl, type Film } from "../manifest";

export type Bytes = ArrayBuffer;
export interface ShotBytes { video: Bytes; audio: Bytes }

export interface Fetcher { (url: string, signal: AbortSignal): Promise<Bytes> }

export const fetchBytes: Fetcher = async (url, signal) => {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
};

interface Item { url: string; promise: Promise<Bytes>; bytes: Bytes | null; used: number }
interface Waiting { url: string; rank: number; start: () => void }

const AT_ONCE = 3;

// Where a shot's picture and sound lie; null while it is not made.
export function shotUrls(film: Film, shot: string, language: string, codec: "opus" | "aac"):
    { video: string; audio: string } | null {
  const info = film.shot(shot);
  if (!info?.ready || !info.file || !info.audio) return null;
  const spoken = info.audio[language] ?? Object.values(info.audio)[0];
  const sound = spoken?.[codec] ?? spoken?.opus ?? spoken?.aac;
  if (!sound) return null;
  return {
    video: fileUrl(film.id, info.file, info.sha256),
    audio: fileUrl(film.id, sound.file, sound.sha256),
  };
}

export class Segments {
  private readonly items = new Map<string, Item>();
  private waiting: Waiting[] = [];
  private running = 0;
  private clock = 0;
  private readonly abort = new AbortController();

  constructor(private readonly fetcher: Fetcher = fetchBytes,
              private readonly budget = 64 * 1024 * 1024) {}

  // The bytes if they are here already.
  have(url: string): Bytes | null {
    const item = this.items.get(url);
    if (item) item.used = ++this.clock;
    return item?.bytes ?? null;
  }

  // The bytes, fetched when they are not here; a lower rank goes first.
  get(url: string, rank = 0): Promise<Bytes> {
    const known = this.items.get(url);
    if (known) {
      known.used = ++this.clock;
      this.hurry(url, rank);
      return known.promise;
    }
    const promise = new Promise<void>((start) => {
      this.waiting.push({ url, rank, start });
      this.startNext();
    }).then(() => this.load(url));
    this.items.set(url, { url, promise, bytes: null, used: ++this.clock });
    return promise;
  }

  // Starts fetching without waiting; a failure shows when the bytes are needed.
  prefetch(url: string, rank: number): void {
    this.get(url, rank).catch(() => undefined);
  }

  private hurry(url: string, rank: number): void {
    const found = this.waiting.find((one) => one.url === url);
    if (found) found.rank = Math.min(found.rank, rank);
  }

  private async load(url: string): Promise<Bytes> {
    try {
      const bytes = await this.fetcher(url, this.abort.signal);
      const item = this.items.get(url);
      if (item) item.bytes = bytes;
      this.keepWithinBudget();
      return bytes;
    } catch (error) {
      this.items.delete(url);
      throw error;
    } finally {
      this.running--;
      this.startNext();
    }
  }

  private startNext(): void {
    if (this.running >= AT_ONCE || this.waiting.length === 0) return;
    this.waiting.sort((a, b) => a.rank - b.rank);
    this.running++;
    this.waiting.shift()!.start();
  }

  private keepWithinBudget(): void {
    const loaded = [...this.items.values()].filter((item) => item.bytes);
    let total = loaded.reduce((sum, item) => sum + item.bytes!.byteLength, 0);
    loaded.sort((a, b) => a.used - b.used);
    for (const item of loaded) {
      if (total <= this.budget) return;
      total -= item.bytes!.byteLength;
      this.items.delete(item.url);
    }
  }

  close(): void { this.abort.abort(); }
}
