import { describe, expect, it } from "vitest";
import { Segments } from "./segments";

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("segments", () => {
  it("are fetched likeliest first, three at a time", async () => {
    const order: string[] = [];
    const doors: (() => void)[] = [];
    const segments = new Segments((url) => {
      order.push(url);
      return new Promise((open) => doors.push(() => open(new ArrayBuffer(8))));
    });
    for (const [url, rank] of [["a", 0], ["b", 1], ["c", 2], ["late", 9], ["likely", 3]] as const) segments.prefetch(url, rank);
    await settle();
    expect(order).toEqual(["a", "b", "c"]);
    doors[0]!();
    await settle();
    await settle();
    expect(order[3]).toBe("likely");
  });
  it("that fail can be asked for again", async () => {
    let tries = 0;
    const segments = new Segments(async () => {
      if (++tries === 1) throw new Error("no");
      return new ArrayBuffer(4);
    });
    await expect(segments.get("a")).rejects.toThrow();
    expect((await segments.get("a")).byteLength).toBe(4);
  });
  it("stay within their budget, oldest out first", async () => {
    const segments = new Segments(async () => new ArrayBuffer(10), 25);
    for (const url of ["a", "b", "c"]) await segments.get(url);
    expect(segments.have("a")).toBeNull();
    expect(segments.have("c")).not.toBeNull();
  });
});
