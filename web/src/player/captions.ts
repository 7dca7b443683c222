// Which caption stands at a moment. Pure.
import type { CaptionCue, ShotInfo } from "../manifest";
import { FPS, type Entry } from "../protocol";

// Seconds into the shot's file that are on screen at film time `time_s`.
export const timeInShot = (entry: Entry, time_s: number) =>
  entry.in / FPS + time_s - entry.at / FPS;

export function cueAt(cues: readonly CaptionCue[] | undefined, time_s: number): CaptionCue | null {
  return cues?.find((cue) => cue.start_s <= time_s && time_s < cue.end_s) ?? null;
}

// The caption in `language`; in any other the film has when that one lacks it.
export function captionAt(shot: ShotInfo | undefined, entry: Entry | undefined, time_s: number,
                          language: string): CaptionCue | null {
  if (!shot?.captions || !entry) return null;
  const cues = shot.captions[language] ?? Object.values(shot.captions)[0];
  return cueAt(cues, timeInShot(entry, time_s));
}

// Whether anybody speaks, whatever is shown.
export function speechAt(shot: ShotInfo | undefined, entry: Entry | undefined, time_s: number): boolean {
  if (!shot?.captions || !entry) return false;
  return cueAt(Object.values(shot.captions)[0], timeInShot(entry, time_s) + 0.15) !== null;
}
