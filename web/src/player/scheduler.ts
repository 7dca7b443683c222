// When what is asked, appended and taken back. The default of the next cut is always appended; the
// decision is asked for as late as a browser can still act on it. Figures measured in Chromium: a new
// segment over an appended one takes effect if it comes 300 ms ahead of the playhead; closer, the
// picture stays while the sound changes, so a decision that comes later is not acted on.
import { FPS, type Candidate, type Cut, type Entry, type Outlook, type Said } from "../protocol";
import type { Place } from "./media";
import type { Timeline } from "./timeline";

// Firefox has decoded further ahead: what is replaced later than some 0.6 s before its cut is shown as
// new pictures upon an old key frame.
const inFirefox = typeof navigator !== "undefined" && /Firefox\//.test(navigator.userAgent ?? "");
// Seconds before the cut: when it is asked, and after when it stays as it is.
export const ASK_AHEAD_S = inFirefox ? 1.0 : 0.46;
export const ACT_AHEAD_S = inFirefox ? 0.75 : 0.3;
// Decided shots are appended this far ahead of the playhead, more is not needed: after a seek.
export const APPEND_AHEAD_S = 12;
export const ASK_AGAIN_MS = 500;

export interface Deck {
  // Seconds on the film; the playhead.
  time(): number;
  // Whether a shot's bytes are here; starts fetching them otherwise.
  ready(shot: string, rank: number): boolean;
  append(shot: string, place: Place): Promise<void>;
  cutOff(frame: number): Promise<void>;
  end(): void;
  say(message: Said): void;
  // Milliseconds, steady.
  clock(): number;
}

export interface Switch {
  cut: number;
  shot: string;
  way: string | null;
  decided_by: string;
  changed: boolean;    // another shot or length than the default
  asked_ahead_s: number;
  decided_ahead_s: number;
  appended_ahead_s: number;
  late: boolean;       // the default stood
}

const samePlace = (a: Place & { shot: string }, b: Place & { shot: string }) =>
  a.shot === b.shot && a.at === b.at && a.in === b.in && a.length === b.length;

// What is appended already holds all of the decided shot: cutting its tail off is enough.
const isShorter = (decided: Place & { shot: string }, appended: (Place & { shot: string }) | null) =>
  appended !== null && appended.shot === decided.shot && appended.at === decided.at &&
  appended.in === decided.in && appended.length > decided.length;

export class Scheduler {
  readonly switches: Switch[] = [];
  private outlook: Outlook | null = null;
  private head = -1;                        // the last decided cut that is appended
  private tentative: (Place & { shot: string }) | null = null;
  private pending: Cut | null = null;       // decided, not yet in place of the default
  private asked = { cut: -1, at_ms: -Infinity, ahead_s: 0 };
  private busy = false;
  private finished = false;
  private generation = 0;                   // counts rewinds: what was under way before is void

  constructor(private readonly deck: Deck, private readonly timeline: Timeline) {}

  get next(): Outlook | null { return this.outlook; }
  get isWaiting(): boolean { return this.asked.cut === this.outlook?.cut && !this.tentative; }

  // Nothing is appended any more (a seek out of the buffer, or a new start): begins again at `cut`.
  rewind(cut: number): void {
    this.generation++;
    this.head = cut - 1;
    this.tentative = null;
    this.finished = false;
    this.pending = null;
  }

  // What was decided from `cut` on is taken back.
  forget(cut: number): void {
    this.pending = null;
    this.asked = { cut: -1, at_ms: -Infinity, ahead_s: 0 };
    this.head = Math.min(this.head, cut - 1);
    this.tentative = null;
    this.finished = false;
    this.generation++;
  }

  onOutlook(outlook: Outlook): void {
    const changed = this.outlook?.cut !== outlook.cut;
    this.outlook = outlook;
    if (changed) this.asked = { cut: -1, at_ms: -Infinity, ahead_s: 0 };
    this.fetchAhead(outlook);
  }

  // Likeliest first: the default, the other ways, then what comes later.
  private fetchAhead(outlook: Outlook): void {
    const made = (candidate: Candidate) => candidate.ready && !candidate.ended;
    if (made(outlook.default)) this.deck.ready(outlook.default.shot, 0);
    outlook.options.filter(made).forEach((option, i) => this.deck.ready(option.shot, 1 + i));
    outlook.fetch.forEach((shot, i) => this.deck.ready(shot, 10 + i));
  }

  onCut(cut: Cut): void {
    const known = this.timeline.get(cut.cut);
    if (known && samePlace(known, cut) && !this.pending) return;
    this.timeline.put(cut);
    this.note(cut);
    if (!this.tentative || this.head !== cut.cut - 1) return;  // fed in its turn
    if (!cut.ended && samePlace(this.tentative, cut)) {
      this.head = cut.cut;
      this.tentative = null;
      return;
    }
    this.pending = cut;
    this.act();
  }

  private ahead(frame: number): number { return frame / FPS - this.deck.time(); }

  private note(cut: Cut): void {
    const ahead = this.ahead(cut.at);
    this.switches.push({
      cut: cut.cut, shot: cut.shot, way: cut.way, decided_by: cut.decided_by,
      changed: this.tentative ? !samePlace(this.tentative, cut) : true,
      asked_ahead_s: this.asked.ahead_s, decided_ahead_s: ahead,
      appended_ahead_s: ahead, late: cut.decided_by === "default",
    });
  }

  // Called some fifty times a second, and after every message.
  tick(): void {
    this.ask();
    this.act();
    this.feed();
  }

  // An outlook of a decision that was taken back is about a cut at another place.
  private isStale(outlook: Outlook): boolean {
    return outlook.cut !== (this.timeline.last?.cut ?? -1) + 1 || outlook.at !== this.timeline.end;
  }

  private ask(): void {
    const outlook = this.outlook;
    if (!outlook || this.timeline.ended || this.isStale(outlook)) return;
    const ahead = this.ahead(outlook.at);
    if (ahead > ASK_AHEAD_S) return;
    const now = this.deck.clock();
    if (this.asked.cut === outlook.cut && now - this.asked.at_ms < ASK_AGAIN_MS) return;
    this.asked = { cut: outlook.cut, at_ms: now, ahead_s: ahead };
    this.deck.say({ type: "time", at_s: Math.max(0, this.deck.time()) });
    this.deck.say({ type: "decide", cut: outlook.cut });
  }

  // Puts a decision in the place of the default that is appended, or lets the default stand.
  private act(): void {
    const cut = this.pending;
    if (!cut || this.busy) return;
    if (this.ahead(cut.at) < ACT_AHEAD_S && cut.decided_by !== "default") {
      this.stand(cut);
      return;
    }
    if (!cut.ended && !this.deck.ready(cut.shot, -1)) return;
    const appended = this.tentative;
    this.pending = null;
    this.tentative = null;
    void this.exclusively(async (current) => {
      if (!cut.ended && !isShorter(cut, appended)) await this.deck.append(cut.shot, cut);
      await this.deck.cutOff(cut.ended ? cut.at : cut.at + cut.length);
      if (!current()) return;
      this.head = cut.cut;
      if (cut.ended) this.finish();
      const last = this.switches.findLast((one) => one.cut === cut.cut);
      if (last) last.appended_ahead_s = this.ahead(cut.at);
    });
  }

  private stand(cut: Cut): void {
    this.pending = null;
    this.timeline.cutBack(cut.cut);
    const last = this.switches.findLast((one) => one.cut === cut.cut);
    if (last) this.switches.splice(this.switches.indexOf(last), 1);
    this.deck.say({ type: "stood", cut: cut.cut });
  }

  // Appends what is decided and, after it, the default of what is not.
  private feed(): void {
    if (this.busy || this.pending || this.tentative || this.finished) return;
    const next = this.timeline.get(this.head + 1);
    if (next) return this.feedDecided(next);
    const outlook = this.outlook;
    if (!outlook || outlook.cut !== this.head + 1 || outlook.default.ended || this.isStale(outlook)) return;
    const candidate = outlook.default;
    if (!candidate.ready || !this.deck.ready(candidate.shot, 0)) return;
    const place = { shot: candidate.shot, at: outlook.at, in: candidate.in, length: candidate.length };
    void this.exclusively(async (current) => {
      await this.deck.append(place.shot, place);
      if (current() && this.timeline.get(outlook.cut) === undefined) this.tentative = place;
      else if (current()) this.settle(outlook.cut, place);
    });
  }

  // The decision came while its default was being appended.
  private settle(cut: number, place: Place & { shot: string }): void {
    const decided = this.timeline.get(cut)!;
    this.tentative = place;
    if (!decided.ended && samePlace(place, decided)) {
      this.head = cut;
      this.tentative = null;
    } else {
      this.pending = { ...decided, type: "cut" };
    }
  }

  private feedDecided(next: Entry): void {
    if (next.ended) {
      this.head = next.cut;
      return this.finish();
    }
    if (this.ahead(next.at) > APPEND_AHEAD_S || !this.deck.ready(next.shot, 0)) return;
    void this.exclusively(async (current) => {
      await this.deck.append(next.shot, next);
      if (current()) this.head = next.cut;
    });
  }

  private finish(): void {
    this.finished = true;
    this.deck.end();
  }

  private async exclusively(work: (current: () => boolean) => Promise<void>): Promise<void> {
    const generation = this.generation;
    this.busy = true;
    try {
      await work(() => generation === this.generation);
    } catch (error) {
      console.warn("append failed", error);
    } finally {
      this.busy = false;
      if (generation === this.generation) this.tick();
    }
  }
}
