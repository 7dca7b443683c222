// The player: one video element, one MediaSource, one showing. It keeps the time; the showing on the
// server decides. What the page shows of it hangs on its events.
import { Film, fetchManifest, type Manifest } from "../manifest";
import { Link } from "../link";
import { FPS, type Cut, type Entry, type Heard, type Outlook, type State, type Welcome } from "../protocol";
import { keepShowing, type Settings } from "../settings";
import { captionAt, speechAt } from "./captions";
import { Conductor } from "./conductor";
import { chooseCodecs, Media, type Place } from "./media";
import { Scheduler, type Deck } from "./scheduler";
import { Segments, shotUrls } from "./segments";
import { connectStrap, type Beat } from "./strap";
import { startTicker } from "./ticker";
import { Timeline } from "./timeline";

export interface PlayerEvents {
  entry(entry: Entry): void;          // another shot is on screen
  decided(cut: Cut): void;
  offer(outlook: Outlook | null): void;
  state(state: State): void;
  caption(text: string, speaker: string): void;
  waiting(why: string): void;         // empty: no longer
  fault(what: string, remedy: string, fatal: boolean): void;
  link(up: boolean): void;
  ended(entries: readonly Entry[]): void;
}

const TICK_MS = 20;
const STATE_MS = 250;
const KEEP_MS = 1000;
const STARVED_MS = 1000;
const ENOUGH_S = 0.2;
// Sound of another language begins this far ahead of the playhead, on a frame.
const LANGUAGE_AHEAD_S = 0.7;

export class Player {
  readonly timeline = new Timeline();
  readonly scheduler: Scheduler;
  readonly conductor: Conductor;
  private readonly media: Media;
  private readonly segments = new Segments();
  private readonly link: Link;
  private film: Film;
  private codec: "opus" | "aac" = "opus";
  private token: string;
  private startAt: number;
  private started = false;
  private stopTicker: () => void = () => undefined;
  private lastState = 0;
  private lastKept = 0;
  private starvedSince = 0;
  private shown: Entry | null = null;
  private refreshing: Promise<void> | null = null;
  private refreshed = 0;
  private soundLanguage: string;
  private strap: { name: string; stop: () => void } | null = null;
  private isOver = false;
  viewer = "none";

  constructor(readonly video: HTMLVideoElement, manifest: Manifest, readonly settings: Settings,
              private readonly events: PlayerEvents,
              from: { token: string; at_s: number } | null, viewer: string, consent: boolean,
              rehearsedFrom = "") {
    this.film = new Film(manifest);
    this.media = new Media(video);
    this.conductor = new Conductor(this.film);
    this.soundLanguage = settings.language || manifest.languages[0] || "en";
    this.token = from?.token ?? "";
    this.startAt = from?.at_s ?? 0;
    this.scheduler = new Scheduler(this.deck(), this.timeline);
    this.link = new Link(manifest.id, () => ({
      resume: this.token, ceiling: settings.ceiling, reacting: settings.reacting, consent,
      ...(viewer ? { viewer } : {}), ...(rehearsedFrom ? { from: rehearsedFrom } : {}),
    }), (message) => this.hear(message), (up) => this.events.link(up));
  }

  // Opens the media and the link. Must be called from a click, or sound may stay off.
  async start(): Promise<void> {
    const chosen = chooseCodecs(this.film.manifest.codecs);
    if (typeof chosen === "string") {
      this.events.fault(chosen, "Chromium, Chrome, Edge, Firefox and Safari 17 have it.", true);
      return;
    }
    this.codec = chosen.codec;
    await this.media.open(chosen.codecs);
    this.video.addEventListener("play", () => this.conductor.play());
    this.video.addEventListener("pause", () => this.conductor.pause());
    this.video.addEventListener("seeking", () => this.onSeek());
    this.video.addEventListener("ended", () => this.finish());
    this.link.open();
    this.stopTicker = startTicker(TICK_MS, () => this.tick());
  }

  private deck(): Deck {
    return {
      time: () => this.video.currentTime,
      clock: () => performance.now(),
      say: (message) => void this.link.say(message),
      end: () => this.media.end(),
      cutOff: (frame) => this.media.cutOff(frame),
      ready: (shot, rank) => this.haveOrFetch(shot, rank),
      append: (shot, place) => this.append(shot, place),
    };
  }

  // ---- segments ------------------------------------------------------------------------------

  private haveOrFetch(shot: string, rank: number): boolean {
    const urls = shotUrls(this.film, shot, this.soundLanguage, this.codec);
    if (!urls) {
      void this.refreshManifest();
      return false;
    }
    const here = this.segments.have(urls.video) !== null && this.segments.have(urls.audio) !== null;
    if (!here) {
      this.segments.prefetch(urls.video, rank);
      this.segments.prefetch(urls.audio, rank);
    }
    return here;
  }

  private async append(shot: string, place: Place): Promise<void> {
    const urls = shotUrls(this.film, shot, this.soundLanguage, this.codec);
    if (!urls) throw new Error(`shot ${shot} is not made`);
    const [video, audio] = await Promise.all(
      [this.segments.get(urls.video), this.segments.get(urls.audio)]);
    await this.media.append(place, video, audio);
  }

  // A film still being made: its manifest grows. Asked for once a second at most.
  private refreshManifest(): Promise<void> {
    const now = performance.now();
    if (this.refreshing || now - this.refreshed < 1000) return this.refreshing ?? Promise.resolve();
    this.refreshed = now;
    this.refreshing = fetchManifest(this.film.id)
      .then((manifest) => { this.film = new Film(manifest); })
      .catch(() => undefined)
      .finally(() => { this.refreshing = null; });
    return this.refreshing;
  }

  // ---- the showing ---------------------------------------------------------------------------

  private hear(message: Heard): void {
    switch (message.type) {
      case "welcome": this.onWelcome(message); break;
      case "outlook": this.onOutlook(message); break;
      case "cut": this.onCut(message); break;
      case "state": this.events.state(message); break;
      case "waiting":
        this.events.waiting("The next scene is still being made…");
        void this.refreshManifest();
        break;
      case "error": this.events.fault(message.what, message.remedy, message.fatal); break;
    }
    this.scheduler.tick();
  }

  private onWelcome(message: Welcome): void {
    const fresh = this.token !== message.token;
    const grew = message.timeline.length > this.timeline.entries.length;
    this.token = message.token;
    this.viewer = message.viewer;
    if (!fresh && this.started && !grew) return;  // the link was down for a moment
    this.timeline.reset(message.timeline);
    if (fresh && this.started) {  // the server forgot us: the film begins anew
      this.video.currentTime = 0;
      void this.rewindTo(0);
    }
    if (this.started) return;
    this.started = true;
    const at = fresh || !message.resumed ? 0 : Math.min(this.startAt, this.timeline.end / FPS - 0.2);
    const entry = this.timeline.at(Math.max(0, at));
    this.scheduler.rewind(entry?.cut ?? 0);
    if (at > 0) this.video.currentTime = at;
    void this.video.play().catch(() => undefined);
  }

  private onOutlook(outlook: Outlook): void {
    this.scheduler.onOutlook(outlook);
    this.events.offer(outlook);
    this.conductor.prepare(this.film.cueOf(outlook.default.shot), this.shown?.score.mode ?? "");
  }

  private onCut(cut: Cut): void {
    this.events.waiting("");
    this.scheduler.onCut(cut);
    this.events.decided(cut);
  }

  // ---- the clock -----------------------------------------------------------------------------

  private tick(): void {
    this.scheduler.tick();
    const now = performance.now();
    const time = this.video.currentTime;
    this.follow(time);
    this.goOnWithWhatIsThere(now, time);
    if (now - this.lastState >= STATE_MS && !this.video.paused && !this.isOver) {
      this.lastState = now;
      this.link.say({ type: "time", at_s: time });
    }
    if (now - this.lastKept >= KEEP_MS && this.token && !this.isOver) {
      this.lastKept = now;
      keepShowing(this.film.id, { token: this.token, at_s: time, when: Date.now() });
    }
  }

  // Each time a browser runs dry it wants more in store before it goes on (Chromium up to three seconds of
  // sound), and may ask for more than the shot holds that is there. A seek to where it stands begins anew.
  private goOnWithWhatIsThere(now: number, time: number): void {
    const { paused, seeking, readyState } = this.video;
    const starved = !paused && !seeking && readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    if (!this.started || !starved || !this.media.has(time + ENOUGH_S)) {
      this.starvedSince = now;
    } else if (now - this.starvedSince > STARVED_MS) {
      this.starvedSince = now;
      this.video.currentTime = time;
    }
  }

  // What is on screen now: captions, speech under the score, the score itself.
  private follow(time: number): void {
    const entry = this.timeline.at(time);
    if (!entry) return;
    const shot = this.film.shot(entry.shot);
    const cue = captionAt(shot, entry, time, this.settings.language || this.film.manifest.languages[0]!);
    this.events.caption(this.settings.captions && cue ? cue.text : "", cue?.speaker ?? "");
    this.conductor.speech(speechAt(shot, entry, time));
    if (entry === this.shown) return;
    this.shown = entry;
    if (entry.ended) return;
    void this.conductor.follow(this.film.cueOf(entry.shot), entry.score);
    this.events.entry(entry);
  }

  private finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    keepShowing(this.film.id, null);
    this.conductor.pause();
    this.events.ended(this.timeline.entries);
  }

  // ---- seeking -------------------------------------------------------------------------------

  private onSeek(): void {
    const time = this.video.currentTime;
    if (!this.started || this.media.has(time)) return;
    const entry = this.timeline.at(time);
    if (entry) void this.rewindTo(entry.cut);
  }

  // Appends again from a cut on: what lies before has been evicted, or what lies after is void.
  private async rewindTo(cut: number): Promise<void> {
    this.scheduler.rewind(cut);
    await this.media.cutOff(0);
    this.scheduler.rewind(cut);
    this.scheduler.tick();
  }

  // The furthest point one may go to: what was seen, not what is still open.
  get reach(): number {
    const last = this.timeline.last;
    if (!last) return 0;
    return Math.max(this.video.currentTime, last.at / FPS);
  }

  seek(to_s: number): void {
    const to = Math.min(Math.max(0, to_s), Math.max(0, this.reach - 0.04));
    this.isOver = false;
    this.video.currentTime = to;
    if (this.video.paused && !this.settingsPaused) void this.video.play().catch(() => undefined);
  }

  private settingsPaused = false;
  toggle(): void {
    this.settingsPaused = !this.video.paused;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    else this.video.pause();
  }

  // ---- what a viewer may ask for --------------------------------------------------------------

  choose(way: string): void { this.link.say({ type: "choose", way }); }

  react(on: boolean): void {
    this.settings.reacting = on;
    this.link.say({ type: "react", on });
  }

  setCeiling(value: number): void {
    this.settings.ceiling = value;
    this.link.say({ type: "ceiling", value });
  }

  // Cuts this scene short: the next one begins in a moment.
  leaveScene(): void {
    const last = this.timeline.last;
    if (!last || last.ended) return;
    const entry = this.timeline.at(this.video.currentTime);
    if (entry !== last) {  // watching again: simply on to where the showing stands
      this.seek(this.reach);
      return;
    }
    const at = Math.ceil((this.video.currentTime + 0.6) * FPS);
    if (at >= last.at + last.length) return;
    this.link.say({ type: "decide", cut: last.cut + 1, at });
  }

  // Back to where this way was taken, to decide again.
  again(cut: number): void {
    const entry = this.timeline.get(cut);
    if (!entry || !this.link.say({ type: "again", cut })) return;
    this.isOver = false;
    this.timeline.cutBack(cut);
    this.scheduler.forget(cut);
    const before = this.timeline.last;
    if (!before) return;
    const from = Math.max(before.at / FPS, entry.at / FPS - 8);
    void this.media.cutOff(entry.at).then(() => {
      this.video.currentTime = from;
      void this.video.play().catch(() => undefined);
    });
  }

  // Another language, from a moment ahead on; what is appended further on is replaced as well.
  async setLanguage(language: string): Promise<void> {
    this.settings.language = language;
    if (!this.speaks(language) || language === this.soundLanguage) return;
    this.soundLanguage = language;
    const from = Math.ceil((this.video.currentTime + LANGUAGE_AHEAD_S) * FPS);
    for (const entry of this.timeline.entries) {
      if (entry.ended || entry.at + entry.length <= from) continue;
      const urls = shotUrls(this.film, entry.shot, language, this.codec);
      if (!urls) continue;
      const skipped = Math.max(0, from - entry.at);
      const place = { at: entry.at + skipped, in: entry.in + skipped, length: entry.length - skipped };
      await this.media.replaceSound(place, await this.segments.get(urls.audio));
    }
  }

  private speaks(language: string): boolean {
    return this.film.manifest.shots.some((shot) => shot.audio?.[language]);
  }

  async senseHeart(): Promise<string> {
    const strap = await connectStrap(
      (beats) => this.sendBeats(beats), () => this.events.fault("The strap is gone.",
        "Without it the film knows less of you; nothing else changes.", false));
    this.strap = strap;
    this.link.say({ type: "sense", live: true });
    this.viewer = "live";
    return strap.name;
  }

  private sendBeats(beats: Beat[]): void {
    const now = this.video.currentTime;
    this.link.say({ type: "samples", samples: beats.map((beat) => ({
      at_s: Math.max(0, now - beat.before_s), channel: beat.channel, value: beat.value })) });
  }

  stopSensing(): void {
    this.strap?.stop();
    this.strap = null;
    this.link.say({ type: "sense", live: false });
    this.viewer = "none";
  }

  forgetShowing(): void { keepShowing(this.film.id, null); }

  close(): void {
    this.stopTicker();
    this.strap?.stop();
    this.link.close();
    this.segments.close();
    this.conductor.close();
    this.media.close();
  }
}
