// The overlay of key `y`: why the film went this way - what it read, which triggers held, which
// bounds applied.
import type { Film } from "../manifest";
import { inLanguage } from "../manifest";
import { FPS, type Entry, type State, type WayScore } from "../protocol";
import { clock, element } from "./dom";
import { Trace } from "./trace";

const DECIDERS: Record<Entry["decided_by"], string> = {
  film: "decided by the film", hand: "chosen by hand", default: "the default stood: too late to change",
  director: "the director's cut",
};

const signed = (value: number) => (value >= 0 ? "+" : "−") + Math.abs(value).toFixed(2);

export class WhyPanel {
  readonly root: HTMLElement;
  private readonly trace: Trace;
  private readonly source = element("p", { class: "source" });
  private readonly numbers = element("dl", { class: "numbers" });
  private readonly decisions = element("ol", { class: "decisions" });
  private drawn = 0;

  constructor(private film: () => Film, private language: () => string, close: () => void) {
    const canvas = element("canvas", { class: "trace", role: "img",
      "aria-label": "Arousal over the last minute, with its uncertainty, beside what the film hopes for" });
    this.trace = new Trace(canvas);
    this.root = element("aside", { class: "why", hidden: true, "aria-label": "Why the film went this way" },
      element("header", {}, element("h2", {}, "Why this film"),
        element("button", { class: "plain", onclick: close, "aria-label": "Close (Y)" }, "✕")),
      this.source, canvas,
      element("p", { class: "legend" }, element("span", { class: "felt" }, "what it reads in you, with its doubt"),
        element("span", { class: "hoped" }, "what it hopes for")),
      this.numbers, element("h3", {}, "Decisions"), this.decisions);
  }

  get open(): boolean { return !this.root.hidden; }
  toggle(on = !this.open): void { this.root.hidden = !on; }

  setViewer(viewer: string, reacting: boolean): void {
    const who = viewer === "none" ? "No sensor: nothing is read of you, and the film knows that it does not know."
      : viewer === "live" ? "Your heart strap, read on this device."
      : viewer.startsWith("simulated:") ? `A simulated viewer, ${viewer.slice(10)}.`
      : "A recording of signals.";
    this.source.textContent = reacting ? who : `${who} Reacting is off: this is the director's cut.`;
  }

  state(state: State): void {
    this.trace.add({ at_s: state.at_s, mean: state.arousal[0], sd: state.arousal[1], intended: state.intended[0] });
    const now = performance.now();
    if (!this.open || now - this.drawn < 240) return;
    this.drawn = now;
    this.trace.draw();
    const row = (name: string, [mean, sd]: [number, number]) =>
      [element("dt", {}, name), element("dd", {}, `${signed(mean)} ± ${sd.toFixed(2)}`)];
    this.numbers.replaceChildren(...row("arousal", state.arousal), ...row("valence", state.valence),
      ...row("attention", state.attention), element("dt", {}, "signal"),
      element("dd", {}, `${Math.round(state.quality * 100)} %`));
  }

  decided(entry: Entry): void {
    if (entry.ended) return;
    const newest = this.decisions.querySelector<HTMLDetailsElement>("li:not(.key) details[open]");
    if (newest) newest.open = false;
    this.decisions.prepend(this.describe(entry));
    while (this.decisions.children.length > 12) this.decisions.lastChild!.remove();
  }

  reset(entries: readonly Entry[]): void {
    this.decisions.replaceChildren();
    for (const entry of entries.slice(-12)) this.decided(entry);
  }

  private describe(entry: Entry): HTMLElement {
    const way = entry.way && entry.why.ways.length > 0 ? this.film().way(entry.way) : undefined;
    const title = way ? inLanguage(way.label, this.language()) : `shot ${entry.shot}`;
    const reasons = entry.why.reasons.filter((reason) => reason.sentence || reason.detail);
    const bars = entry.why.ways.length > 1 ? this.ways(entry) : null;
    return element("li", { class: way ? "key" : "" },
      element("details", { open: true },
        element("summary", {}, element("time", {}, clock(entry.at / FPS)), element("b", {}, title),
          element("span", {}, `${(entry.length / FPS).toFixed(1)} s`)),
        element("p", { class: "by" }, DECIDERS[entry.decided_by]),
        ...reasons.filter((reason) => reason.sentence).map((reason) =>
          element("p", { class: "sentence", title: reason.detail }, reason.sentence)),
        bars,
        element("p", { class: "detail" }, reasons.map((reason) => reason.detail && `${reason.kind}: ${reason.detail}`)
          .filter(Boolean).join("\n"))));
  }

  private ways(entry: Entry): HTMLElement {
    const row = (way: WayScore) => {
      const bar = element("i");
      bar.style.width = `${Math.round(way.likelihood * 100)}%`;
      const name = inLanguage(this.film().way(way.id)?.label, this.language()) || way.id;
      return element("li", { class: way.id === entry.way ? "taken" : way.open ? "" : "closed",
        title: way.why_closed },
        element("span", {}, name), way.open ? bar : element("em", {}, way.why_closed || "closed"));
    };
    return element("ul", { class: "ways" }, ...entry.why.ways.map(row));
  }
}
