// The showing's timeline: what was decided, in order, and where the playhead is on it. Pure.
import { FPS, type Entry } from "../protocol";

export const frameAt = (time_s: number) => Math.floor(time_s * FPS + 1e-6);
export const endOf = (entry: { at: number; length: number }) => entry.at + entry.length;

export class Timeline {
  private list: Entry[] = [];

  get entries(): readonly Entry[] { return this.list; }
  get last(): Entry | undefined { return this.list[this.list.length - 1]; }
  // The frame at which everything decided ends.
  get end(): number { return this.last ? endOf(this.last) : 0; }
  get ended(): boolean { return this.last?.ended ?? false; }

  reset(entries: readonly Entry[]): void { this.list = [...entries]; }

  // Puts an entry in its place; what was decided after it falls away. A viewer who leaves a scene
  // shortens the shot before.
  put(entry: Entry): void {
    this.list = this.list.filter((one) => one.cut < entry.cut);
    const before = this.last;
    if (before && endOf(before) !== entry.at) {
      this.list[this.list.length - 1] = { ...before, length: entry.at - before.at };
    }
    this.list.push(entry);
  }

  cutBack(to: number): void { this.list = this.list.filter((one) => one.cut < to); }

  get(cut: number): Entry | undefined { return this.list.find((one) => one.cut === cut); }

  // The entry on screen at a time; the last one after the end.
  at(time_s: number): Entry | undefined {
    const frame = frameAt(time_s);
    let low = 0;
    let high = this.list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.list[middle]!.at <= frame) low = middle;
      else high = middle - 1;
    }
    return this.list[low];
  }
}
