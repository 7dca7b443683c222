// Bar lines of a looping cue. Pure; seconds on the audio clock.

export interface Grid { started: number; bar_s: number; loop_s: number }

export const barLength = (tempo_bpm: number, beats_per_bar: number) =>
  (60 / tempo_bpm) * beats_per_bar;

// The first bar line at least `ahead_s` after `now`. Before the cue has begun that is its beginning.
export function nextBar(grid: Grid, now: number, ahead_s = 0.05): number {
  const since = now + ahead_s - grid.started;
  if (since <= 0) return grid.started;
  return grid.started + Math.ceil(since / grid.bar_s - 1e-9) * grid.bar_s;
}

// Where in the loop a moment lies.
export function loopOffset(grid: Grid, at: number): number {
  const offset = (at - grid.started) % grid.loop_s;
  if (offset < 0) return offset + grid.loop_s;
  return grid.loop_s - offset < 1e-6 ? 0 : offset;
}

export const fromDecibels = (db: number) => 10 ** (db / 20);
