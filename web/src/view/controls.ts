// The bar under the picture.
import type { Entry } from "../protocol";
import { FPS } from "../protocol";
import { clock, element, icon, icons } from "./dom";

export interface Commands {
  toggle(): void; back(): void; seek(to_s: number): void; full(): void; why(): void; leave(): void;
  reacting(): void; captions(language: string): void; ways(): void; ceiling(value: number): void;
  again(cut: number): void; strap(): void;
}

function button(name: string, key: string, path: string, run: () => void): HTMLButtonElement {
  return element("button", { class: "plain", title: `${name} (${key})`, "aria-label": name, onclick: run }, icon(path));
}

export class Controls {
  readonly root: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly elapsed = element("output", { class: "elapsed" }, "0:00");
  private readonly bar = element("input", { type: "range", class: "scrub", min: 0, max: 1, step: 0.04, value: 0,
    "aria-label": "Played so far" });
  private readonly marks = element("div", { class: "marks" });
  private readonly react: HTMLButtonElement;
  private readonly why: HTMLButtonElement;
  readonly captions: HTMLSelectElement;
  private dragging = false;

  constructor(commands: Commands, languages: [string, string][], shown: string) {
    this.play = button("Pause", "space", icons.pause, commands.toggle);
    this.react = element("button", { class: "pill", "aria-pressed": "false", onclick: commands.reacting,
      title: "Stop all reacting: the director's cut (D)" }, "Director’s cut");
    this.why = element("button", { class: "plain", title: "Why (Y)", "aria-label": "Why the film went this way",
      "aria-pressed": "false", onclick: commands.why }, icon(icons.why));
    this.captions = element("select", { class: "languages", "aria-label": "Captions and language (C, L)" },
      element("option", { value: "" }, "captions off"),
      ...languages.map(([code, name]) => element("option", { value: code, selected: code === shown }, name)));
    this.captions.addEventListener("change", () => commands.captions(this.captions.value));
    this.bar.addEventListener("pointerdown", () => { this.dragging = true; });
    this.bar.addEventListener("change", () => { this.dragging = false; commands.seek(Number(this.bar.value)); });
    this.root = element("div", { class: "controls", role: "toolbar", "aria-label": "Player" },
      element("div", { class: "timeline" }, this.bar, this.marks),
      element("div", { class: "row" }, this.play, button("Back ten seconds", "←", icons.rewind, commands.back),
        this.elapsed, element("span", { class: "space" }),
        element("button", { class: "pill leave", onclick: commands.leave, title: "Leave this scene (X)" }, "Leave scene"),
        this.react, this.captions, this.why, button("Full screen", "F", icons.full, commands.full)));
    this.onAgain = commands.again;
  }

  private readonly onAgain: (cut: number) => void;

  setPaused(paused: boolean): void {
    this.play.replaceChildren(icon(paused ? icons.play : icons.pause));
    this.play.setAttribute("aria-label", paused ? "Play" : "Pause");
  }
  setReacting(on: boolean): void { this.react.setAttribute("aria-pressed", String(!on)); }
  setWhy(open: boolean): void { this.why.setAttribute("aria-pressed", String(open)); }

  setTime(time_s: number, reach_s: number): void {
    this.elapsed.textContent = clock(time_s);
    this.bar.max = String(Math.max(reach_s, 0.04));
    if (!this.dragging) this.bar.value = String(time_s);
    this.bar.setAttribute("aria-valuetext", clock(time_s));
    this.bar.style.setProperty("--played", `${(100 * time_s) / Math.max(reach_s, 0.04)}%`);
  }

  // A dot where a way was taken: pressing it goes back there, to decide again.
  setMarks(entries: readonly Entry[], reach_s: number, label: (way: string) => string): void {
    const turns = entries.filter((entry) => entry.way && entry.why.ways.length > 1);
    this.marks.replaceChildren(...turns.map((entry) => {
      const name = `${label(entry.way!)} — decide again`;
      const mark = element("button", { class: "mark-dot", title: name, "aria-label": name,
        onclick: () => this.onAgain(entry.cut) });
      mark.style.left = `${(100 * entry.at) / FPS / Math.max(reach_s, 0.04)}%`;
      return mark;
    }));
  }
}
