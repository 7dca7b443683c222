import { describe, expect, it } from "vitest";
import { barLength, fromDecibels, loopOffset, nextBar } from "./bars";

const grid = { started: 10, bar_s: 3.2, loop_s: 25.6 };

describe("bars", () => {
  it("are whole beats of the tempo", () => {
    expect(barLength(75, 4)).toBeCloseTo(3.2, 9);
    expect(barLength(100, 3)).toBeCloseTo(1.8, 9);
  });
  it("the next bar line lies ahead, on the grid, and within one bar", () => {
    for (let now = 9; now < 60; now += 0.173) {
      const at = nextBar(grid, now);
      const bars = (at - grid.started) / grid.bar_s;
      expect(Math.abs(bars - Math.round(bars))).toBeLessThan(1e-6);
      expect(at).toBeGreaterThanOrEqual(Math.min(now + 0.05, at));
      expect(at).toBeGreaterThan(now);
      expect(at - Math.max(now, grid.started)).toBeLessThanOrEqual(grid.bar_s + 0.05 + 1e-9);
    }
  });
  it("a bar line that is too near is left for the next", () => {
    expect(nextBar(grid, 13.19)).toBeCloseTo(16.4, 9);
    expect(nextBar(grid, 13.1)).toBeCloseTo(13.2, 9);
  });
  it("a loop's offset is within the loop, and 0 at its seam", () => {
    expect(loopOffset(grid, 10)).toBe(0);
    expect(loopOffset(grid, 35.6)).toBe(0);
    expect(loopOffset(grid, 36.6)).toBeCloseTo(1, 9);
  });
  it("decibels", () => {
    expect(fromDecibels(0)).toBe(1);
    expect(fromDecibels(-20)).toBeCloseTo(0.1, 12);
  });
});
