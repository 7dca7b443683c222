// Choosing by hand: the open ways at a key point, until the film decides.
import type { WayScore } from "../protocol";
import { element } from "./dom";

export interface Offer { question: string; ways: { id: string; label: string }[] }

export class ChoicePanel {
  readonly root = element("section", { class: "choice", hidden: true, "aria-live": "polite" });
  private key = "";
  private chosen = "";
  private shown: Offer | null = null;
  private readonly question = element("p", { class: "question" });
  private readonly list = element("div", { class: "options", role: "group" });
  private readonly clock = element("i", { class: "countdown" });

  constructor(private readonly choose: (way: string) => void) {
    this.root.append(this.question, this.list,
      element("div", { class: "countdown-track", "aria-hidden": "true" }, this.clock));
  }

  get isOpen(): boolean { return !this.root.hidden; }

  show(offer: Offer): void {
    const key = offer.ways.map((way) => way.id).join(" ");
    if (key === this.key && this.isOpen) return;
    this.key = key;
    this.shown = offer;
    this.chosen = "";
    this.question.textContent = offer.question;
    this.list.replaceChildren(
      ...offer.ways.map((way, i) => this.button(way.id, way.label, String(i + 1))),
      this.button("", "Leave it to the film", "0"));
    this.mark();
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
    this.key = "";
    this.shown = null;
  }

  // Share of the time that is left, 0..1.
  countdown(left: number): void { this.clock.style.transform = `scaleX(${Math.max(0, Math.min(1, left))})`; }

  pick(number: number): boolean {
    if (!this.isOpen || !this.shown || number > this.shown.ways.length) return false;
    this.take(number === 0 ? "" : this.shown.ways[number - 1]!.id);
    return true;
  }

  private take(way: string): void {
    this.chosen = way;
    this.mark();
    this.choose(way);
  }

  private mark(): void {
    for (const button of this.list.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.way === this.chosen));
    }
  }

  private button(way: string, label: string, key: string): HTMLElement {
    const made = element("button", { class: way ? "option" : "option leave", onclick: () => this.take(way) },
      element("kbd", {}, key), element("span", {}, label));
    made.dataset.way = way;
    return made;
  }
}

export const openWays = (ways: readonly WayScore[]) => ways.filter((way) => way.open);
