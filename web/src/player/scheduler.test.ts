import { describe, expect, it } from "vitest";
import type { Cut, Entry, Outlook, Said } from "../protocol";
import { seconds } from "./media";
import { ASK_AHEAD_S, Scheduler, type Deck } from "./scheduler";
import { Timeline } from "./timeline";

const entry = (cut: number, shot: string, at: number, length: number, more: Partial<Entry> = {}): Entry => ({
  cut, shot, at, length, in: 0, scene: "s", way: null, decided_by: "film", ended: false,
  score: { levels: [], mode: "minor", tempo_bpm: 75, gain_db: -20 },
  why: { state: {} as never, intended: [0, 0], ways: [], reasons: [] }, ...more });
const cutOf = (one: Entry): Cut => ({ type: "cut", ...one });
const outlookOf = (cut: number, at: number, shot: string, length: number, options: string[] = []): Outlook => {
  const candidate = (name: string) => ({ way: null, label: null, shot: name, in: 0, length, likelihood: 1,
    ready: true, ended: false });
  return { type: "outlook", cut, at, key_point: false, question: {}, default: candidate(shot),
    options: options.map(candidate), fetch: [], chosen: "" };
};

// A deck that keeps what is on its timeline, frame by frame, as a SourceBuffer would.
class FakeDeck implements Deck {
  now = 0;
  said: Said[] = [];
  missing = new Set<string>();
  frames: string[] = [];
  fetched: string[] = [];
  over = false;
  time() { return this.now; }
  clock() { return this.now * 1000; }
  say(message: Said) { this.said.push(message); }
  end() { this.over = true; }
  ready(shot: string) {
    if (!this.fetched.includes(shot)) this.fetched.push(shot);
    return !this.missing.has(shot);
  }
  async append(shot: string, place: { at: number; length: number }) {
    for (let i = 0; i < place.length; i++) this.frames[place.at + i] = shot;
  }
  async cutOff(frame: number) { this.frames.length = Math.min(this.frames.length, frame); }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

async function begun() {
  const deck = new FakeDeck();
  const timeline = new Timeline();
  const scheduler = new Scheduler(deck, timeline);
  timeline.reset([entry(0, "a", 0, 50)]);
  scheduler.rewind(0);
  scheduler.onOutlook(outlookOf(1, 50, "b", 40, ["c"]));
  for (let i = 0; i < 4; i++) { scheduler.tick(); await settle(); }
  return { deck, timeline, scheduler };
}

const shotsOn = (deck: FakeDeck) => [...new Set(deck.frames)].join("");

describe("scheduler", () => {
  it("appends the default before it is decided, and fetches the other ways", async () => {
    const { deck } = await begun();
    expect(shotsOn(deck)).toBe("ab");
    expect(deck.frames.length).toBe(90);
    expect(deck.fetched).toContain("c");
  });
  it("asks once, and not before the last moment", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 50 / 25 - ASK_AHEAD_S - 0.02;
    scheduler.tick();
    expect(deck.said).toEqual([]);
    deck.now = 50 / 25 - ASK_AHEAD_S + 0.001;
    scheduler.tick();
    scheduler.tick();
    expect(deck.said.filter((one) => one.type === "decide")).toEqual([{ type: "decide", cut: 1 }]);
  });
  it("keeps the default when it is what was decided", async () => {
    const { deck, scheduler, timeline } = await begun();
    deck.now = 1.6;
    scheduler.onCut(cutOf(entry(1, "b", 50, 40)));
    await settle();
    expect(shotsOn(deck)).toBe("ab");
    expect(timeline.end).toBe(90);
    expect(scheduler.switches[0]).toMatchObject({ changed: false, late: false });
  });
  it("puts another way in the default's place, and cuts off what was longer", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 1.6;
    scheduler.onCut(cutOf(entry(1, "c", 50, 20)));
    await settle();
    expect(shotsOn(deck)).toBe("ac");
    expect(deck.frames.length).toBe(70);
  });
  it("lets the default stand when the answer comes too late", async () => {
    const { deck, scheduler, timeline } = await begun();
    deck.now = 1.75;
    scheduler.onCut(cutOf(entry(1, "c", 50, 20)));
    await settle();
    expect(deck.said).toContainEqual({ type: "stood", cut: 1 });
    expect(shotsOn(deck)).toBe("ab");
    scheduler.onCut(cutOf(entry(1, "b", 50, 40, { decided_by: "default" })));
    await settle();
    expect(timeline.last?.shot).toBe("b");
    expect(scheduler.switches).toHaveLength(1);
    expect(scheduler.switches[0]!.late).toBe(true);
  });
  it("does not build on the outlook of a decision that was taken back", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 1.75;
    scheduler.onCut(cutOf(entry(1, "c", 50, 20)));
    scheduler.onOutlook(outlookOf(2, 70, "x", 30));
    scheduler.onCut(cutOf(entry(1, "b", 50, 40, { decided_by: "default" })));
    scheduler.tick();
    await settle();
    expect(shotsOn(deck)).toBe("ab");
    scheduler.onOutlook(outlookOf(2, 90, "d", 30));
    scheduler.tick();
    await settle();
    expect(shotsOn(deck)).toBe("abd");
    expect(deck.frames.length).toBe(120);
  });
  it("waits for a segment that is still on its way, as long as there is time", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 1.56;
    deck.missing.add("c");
    scheduler.onCut(cutOf(entry(1, "c", 50, 20)));
    await settle();
    expect(shotsOn(deck)).toBe("ab");
    deck.missing.clear();
    deck.now = 1.65;
    scheduler.tick();
    await settle();
    expect(shotsOn(deck)).toBe("ac");
  });
  it("ends the film where it ends", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 1.6;
    scheduler.onCut(cutOf(entry(1, "", 50, 0, { ended: true })));
    await settle();
    expect(deck.frames.length).toBe(50);
    expect(deck.over).toBe(true);
  });
  it("appends everything again after a seek out of the buffer", async () => {
    const { deck, scheduler } = await begun();
    deck.now = 1.6;
    scheduler.onCut(cutOf(entry(1, "c", 50, 20)));
    await settle();
    deck.frames = [];
    deck.now = 0.2;
    scheduler.rewind(0);
    for (let i = 0; i < 4; i++) { scheduler.tick(); await settle(); }
    expect(shotsOn(deck)).toBe("ac");
  });
});

describe("timeline", () => {
  it("finds the entry on screen and shortens a shot that was left", () => {
    const timeline = new Timeline();
    timeline.reset([entry(0, "a", 0, 50), entry(1, "b", 50, 40)]);
    expect(timeline.at(1.99)?.shot).toBe("a");
    expect(timeline.at(2)?.shot).toBe("b");
    timeline.put(entry(2, "c", 70, 30));
    expect(timeline.get(1)?.length).toBe(20);
    expect(timeline.end).toBe(100);
  });
});

describe("seconds", () => {
  it("come out whole in microseconds however they are cut", () => {
    for (let frame = 0; frame < 50_000; frame++) {
      expect(Math.trunc(seconds(frame) * 1e6)).toBe(frame * 40_000);
    }
  });
});
