// One MediaSource with a SourceBuffer for picture and one for sound. Every shot is a file of its own;
// the append window cuts it to length and the timestamp offset puts it in its place, so that any
// shot follows any other without a seam (W3C Media Source Extensions, 3.1 and 3.5).
import { FPS } from "../protocol";

// A place on the timeline, in frames.
export interface Place { at: number; in: number; length: number }
export interface Codecs { video: string; audio: string; priming_s: number }

// Frames as seconds that come out whole in microseconds: browsers cut the fraction off, and a cut
// at 279,999 us instead of 280,000 drops a frame.
export const seconds = (frames: number) => (frames * (1_000_000 / FPS) + 0.3) / 1_000_000;

interface Job { run: () => void; done: (error?: unknown) => void }

// Jobs on one SourceBuffer, one after the other.
class Track {
  private readonly jobs: Job[] = [];
  private busy: Job | null = null;

  constructor(readonly buffer: SourceBuffer, private readonly priming_s: number) {
    buffer.addEventListener("updateend", () => this.finish());
    buffer.addEventListener("error", () => this.finish(new Error("the browser refused a segment")));
  }

  private enqueue(run: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ run, done: (error) => error ? reject(error) : resolve() });
      this.next();
    });
  }

  private finish(error?: unknown): void {
    const job = this.busy;
    this.busy = null;
    job?.done(error);
    this.next();
  }

  private next(): void {
    if (this.busy || this.buffer.updating) return;
    const job = this.jobs.shift();
    if (!job) return;
    this.busy = job;
    try {
      job.run();
      if (!this.buffer.updating) this.finish();
    } catch (error) {
      this.finish(error);
    }
  }

  append(place: Place, bytes: ArrayBuffer): Promise<void> {
    return this.enqueue(() => {
      const buffer = this.buffer;
      buffer.appendWindowStart = 0;
      buffer.appendWindowEnd = Infinity;
      buffer.timestampOffset = seconds(place.at - place.in) - this.priming_s;
      buffer.appendWindowEnd = seconds(place.at + place.length);
      buffer.appendWindowStart = seconds(place.at);
      buffer.appendBuffer(bytes);
    });
  }

  remove(from_s: number, to_s: number): Promise<void> {
    return this.enqueue(() => {
      if (this.buffer.buffered.length > 0 && to_s > from_s) this.buffer.remove(from_s, to_s);
    });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

export class Media {
  private readonly source = new MediaSource();
  private readonly url: string;
  private picture!: Track;
  private sound!: Track;

  constructor(private readonly video: HTMLVideoElement) {
    this.url = URL.createObjectURL(this.source);
    video.src = this.url;
  }

  async open(codecs: Codecs): Promise<void> {
    if (this.source.readyState !== "open") {
      await new Promise((resolve) =>
        this.source.addEventListener("sourceopen", resolve, { once: true }));
    }
    this.picture = new Track(this.source.addSourceBuffer(codecs.video), 0);
    this.sound = new Track(this.source.addSourceBuffer(codecs.audio), codecs.priming_s);
  }

  async append(place: Place, video: ArrayBuffer, audio: ArrayBuffer): Promise<void> {
    await Promise.all([
      this.withRoom((track) => track.append(place, video), this.picture),
      this.withRoom((track) => track.append(place, audio), this.sound),
    ]);
  }

  // New sound for a place that has some already: another language.
  replaceSound(place: Place, audio: ArrayBuffer): Promise<void> {
    return this.withRoom((track) => track.append(place, audio), this.sound);
  }

  // Takes away everything from a frame on.
  async cutOff(from: number): Promise<void> {
    await Promise.all([
      this.picture.remove(seconds(from), Infinity), this.sound.remove(seconds(from), Infinity)]);
  }

  // Tries again after making room behind the playhead.
  private async withRoom(job: (track: Track) => Promise<void>, track: Track): Promise<void> {
    try {
      await job(track);
    } catch (error) {
      if (!isFull(error)) throw error;
      await track.remove(0, Math.max(0.04, this.video.currentTime - 10));
      await job(track);
    }
  }

  end(): void {
    if (this.source.readyState === "open") this.source.endOfStream();
  }

  // Whether the frame is there to be shown.
  has(time_s: number): boolean {
    const ranges = this.video.buffered;
    for (let i = 0; i < ranges.length; i++) {
      if (time_s >= ranges.start(i) - 0.001 && time_s < ranges.end(i)) return true;
    }
    return false;
  }

  close(): void {
    URL.revokeObjectURL(this.url);
    this.video.removeAttribute("src");
    this.video.load();
  }
}

// What this browser plays, or what it lacks, in plain words.
export function chooseCodecs(codecs: { video: string; opus: string; aac: string;
  aac_priming_samples?: number }): { codec: "opus" | "aac"; codecs: Codecs } | string {
  if (typeof MediaSource === "undefined") {
    return "This browser has no Media Source Extensions, which the player is built on.";
  }
  if (!MediaSource.isTypeSupported(codecs.video)) {
    return "This browser does not play H.264 video.";
  }
  if (MediaSource.isTypeSupported(codecs.opus)) {
    return { codec: "opus", codecs: { video: codecs.video, audio: codecs.opus, priming_s: 0 } };
  }
  if (MediaSource.isTypeSupported(codecs.aac)) {
    const priming_s = (codecs.aac_priming_samples ?? 1024) / 48000;
    return { codec: "aac", codecs: { video: codecs.video, audio: codecs.aac, priming_s } };
  }
  return "This browser plays neither Opus nor AAC sound in MP4.";
}
