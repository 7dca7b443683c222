import { describe, expect, it } from "vitest";
import type { ShotInfo } from "../manifest";
import type { Entry } from "../protocol";
import { captionAt, speechAt, timeInShot } from "./captions";

const entry = { at: 100, in: 25, length: 100 } as Entry;
const shot = { captions: {
  en: [{ start_s: 1.5, end_s: 2.5, text: "Wait." }], zh: [{ start_s: 1.5, end_s: 2.5, text: "等等。" }],
} } as unknown as ShotInfo;

describe("captions", () => {
  it("count from the shot's file, in point included", () => {
    expect(timeInShot(entry, 4)).toBeCloseTo(1, 9);
    expect(captionAt(shot, entry, 4.4, "en")).toBeNull();
    expect(captionAt(shot, entry, 4.6, "en")?.text).toBe("Wait.");
    expect(captionAt(shot, entry, 5.5, "en")).toBeNull();
  });
  it("come in the language asked for, else in one there is", () => {
    expect(captionAt(shot, entry, 4.6, "zh")?.text).toBe("等等。");
    expect(captionAt(shot, entry, 4.6, "fr")?.text).toBe("Wait.");
  });
  it("tell where somebody speaks, a little ahead", () => {
    expect(speechAt(shot, entry, 4.4)).toBe(true);
    expect(speechAt(shot, entry, 4.2)).toBe(false);
    expect(speechAt(undefined, entry, 4.4)).toBe(false);
  });
});
