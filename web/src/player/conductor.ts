// The score: stems of the running cue, looped on the audio clock, apart from the picture's sound.
// Level, mode and cue change at bar lines; speech pushes everything down.
import { fileUrl, type CueInfo, type Film, type StemInfo } from "../manifest";
import type { Score } from "../protocol";
import { barLength, fromDecibels, loopOffset, nextBar, type Grid } from "./bars";

// The order of ScorePlan.levels.
export const ROLES = ["bed", "pulse", "melody", "tension", "bass", "colour"];
// The score stands this much higher where nobody speaks (music is commonly ducked by 8 to 12 dB).
const DUCK_DB = 9;
const DUCK_TIME_S = 0.12;
const RISE_TIME_S = 0.5;
const CROSSFADE_S = 0.25;
const LEVEL_TIME_S = 0.35;

interface Voice { role: string; source: AudioBufferSourceNode; gain: GainNode }
interface Running { cue: CueInfo; mode: string; grid: Grid; voices: Voice[] }

export class Conductor {
  readonly context: AudioContext;
  private readonly volume: GainNode;
  private readonly duck: GainNode;
  private readonly buffers = new Map<string, Promise<AudioBuffer>>();
  private running: Running | null = null;
  private wanted: { cue: CueInfo; score: Score } | null = null;
  private changing = false;
  private speaking = false;
  private closed = false;

  constructor(private readonly film: Film, context = new AudioContext()) {
    this.context = context;
    this.volume = new GainNode(context, { gain: 0 });
    this.duck = new GainNode(context, { gain: 1 });
    this.volume.connect(this.duck).connect(context.destination);
  }

  get output(): AudioNode { return this.duck; }
  get now(): { cue: string; mode: string } | null {
    return this.running && { cue: this.running.cue.id, mode: this.running.mode };
  }

  play(): void { void this.context.resume(); }
  pause(): void { void this.context.suspend(); }

  // Speech on or off.
  speech(on: boolean): void {
    if (on === this.speaking) return;
    this.speaking = on;
    this.duck.gain.setTargetAtTime(on ? fromDecibels(-DUCK_DB) : 1, this.context.currentTime,
                                   on ? DUCK_TIME_S : RISE_TIME_S);
  }

  // What is to be heard from the next bar line on.
  async follow(cue: CueInfo | undefined, score: Score): Promise<void> {
    if (!cue || this.film.modes(cue.id).length === 0) return;
    this.wanted = { cue, score };
    if (this.changing) return;
    this.changing = true;
    try {
      while (this.wanted && !this.closed) {
        const { cue: next, score: plan } = this.wanted;
        this.wanted = null;
        await this.change(next, plan);
      }
    } catch (error) {
      console.warn("the score could not follow", error);
    } finally {
      this.changing = false;
    }
  }

  // Fetches a cue's stems before they are needed.
  prepare(cue: CueInfo | undefined, mode: string): void {
    if (!cue) return;
    for (const stem of this.stemsFor(cue, mode)) this.load(stem).catch(() => undefined);
  }

  private stemsFor(cue: CueInfo, mode: string): StemInfo[] {
    const exact = this.film.stems(cue.id, mode);
    return exact.length > 0 ? exact : this.film.stems(cue.id, this.film.modes(cue.id)[0] ?? "");
  }

  private load(stem: StemInfo): Promise<AudioBuffer> {
    const known = this.buffers.get(stem.id);
    if (known) return known;
    const loading = fetch(fileUrl(this.film.id, stem.file, stem.sha256))
      .then((response) => response.arrayBuffer())
      .then((bytes) => this.context.decodeAudioData(bytes));
    this.buffers.set(stem.id, loading);
    loading.catch(() => this.buffers.delete(stem.id));
    return loading;
  }

  private async change(cue: CueInfo, score: Score): Promise<void> {
    const stems = this.stemsFor(cue, score.mode);
    const mode = stems[0]?.mode ?? score.mode;
    const loaded = await Promise.all(stems.map((stem) => this.load(stem)));
    if (this.closed) return;
    const same = this.running?.cue.id === cue.id;
    const at = this.running ? nextBar(this.running.grid, this.context.currentTime)
                            : this.context.currentTime + 0.1;
    if (!same || this.running?.mode !== mode) {
      const grid = same ? this.running!.grid : {
        started: at, bar_s: barLength(cue.tempo_bpm, cue.beats_per_bar), loop_s: cue.duration_s };
      this.fadeOut(at);
      const voices = stems.map((stem, i) => this.start(stem.role, loaded[i]!, grid, at));
      this.running = { cue, mode, grid, voices };
      this.forgetAllBut(cue.id, mode);
    }
    this.setLevels(score, at);
  }

  private start(role: string, buffer: AudioBuffer, grid: Grid, at: number): Voice {
    const source = new AudioBufferSourceNode(this.context, {
      buffer, loop: true, loopStart: 0, loopEnd: Math.min(grid.loop_s, buffer.duration) });
    const gain = new GainNode(this.context, { gain: 0 });
    source.connect(gain).connect(this.volume);
    source.start(at, loopOffset(grid, at));
    return { role, source, gain };
  }

  private fadeOut(at: number): void {
    for (const voice of this.running?.voices ?? []) {
      voice.gain.gain.setTargetAtTime(0, at, CROSSFADE_S / 3);
      voice.source.stop(at + 4 * CROSSFADE_S);
    }
  }

  private setLevels(score: Score, at: number): void {
    const overall = fromDecibels(Math.min(score.gain_db + DUCK_DB, 0));
    this.volume.gain.setTargetAtTime(overall, at, LEVEL_TIME_S);
    for (const voice of this.running?.voices ?? []) {
      const level = score.levels[ROLES.indexOf(voice.role)] ?? 0.5;
      voice.gain.gain.setTargetAtTime(level, at, CROSSFADE_S / 3);
    }
  }

  // Decoded stems are large: only the running cue's and mode's stay, and what is prepared next.
  private forgetAllBut(cue: string, mode: string): void {
    if (this.buffers.size <= 12) return;
    const keep = new Set(this.film.stems(cue, mode).map((stem) => stem.id));
    for (const id of this.buffers.keys()) if (!keep.has(id)) this.buffers.delete(id);
  }

  close(): void {
    this.closed = true;
    void this.context.close();
  }
}
