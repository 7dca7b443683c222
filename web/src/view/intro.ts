// Before the film: what it is, what is in it, how it may react, and - before any sensor is read - what
// is read and why.
import { backdropOf, fileUrl, inLanguage, type FilmSummary, type Manifest } from "../manifest";
import { hasBluetooth } from "../player/strap";
import type { Kept, Settings } from "../settings";
import { clock, element, languageName } from "./dom";

export interface Begin { from: Kept | null; viewer: string; heart: boolean; rehearsedFrom: string }

const isLoopback = () => /^(localhost|127\.|\[::1\])/.test(location.hostname);

function field(label: string, control: HTMLElement, hint = ""): HTMLElement {
  return element("label", { class: "field" }, element("span", {}, label), control,
    hint ? element("small", {}, hint) : null);
}

function choices(values: [string, string][], value: string, change: (value: string) => void): HTMLElement {
  const select = element("select", {}, ...values.map(([key, text]) =>
    element("option", { value: key, selected: key === value }, text)));
  select.addEventListener("change", () => change(select.value));
  return select;
}

export function contentNotes(manifest: Manifest): string[] {
  return [...new Set(manifest.scenes.flatMap((scene) => scene.content_notes ?? []))].sort();
}

function sensing(heart: HTMLInputElement): HTMLElement {
  const missing = !isLoopback()
    ? "A heart strap is only read when the film is served from this very device, so that your signals never leave it."
    : !hasBluetooth() ? "This browser has no Web Bluetooth; Chrome and Edge do." : "";
  heart.disabled = missing !== "";
  const notice = element("div", { class: "notice", hidden: true, role: "note" },
    element("p", {}, "An AI system will estimate how stirred you are from your heartbeats, and the film will take its way by it. " +
      "It is an estimate of emotion, it can be wrong, and the film is whole without it."),
    element("p", {}, "Beats stay on this device, are not stored, and are forgotten when the film ends. " +
      "You can stop at any moment: press D, or take the strap off."));
  heart.addEventListener("change", () => { notice.hidden = !heart.checked; });
  return element("div", { class: "sensing" },
    element("label", { class: "check" }, heart,
      element("span", {}, "I agree that the film reads my heart strap")),
    missing ? element("small", {}, missing) : notice);
}

export function intro(manifest: Manifest, summary: FilmSummary | undefined, settings: Settings, kept: Kept | null,
                      lacks: string, begin: (how: Begin) => void): HTMLElement {
  const language = settings.language || manifest.languages[0] || "en";
  const heart = element("input", { type: "checkbox" });
  const notes = contentNotes(manifest);
  const start = (from: Kept | null) => begin({ from, heart: heart.checked,
    viewer: new URLSearchParams(location.search).get("viewer") ?? "",
    rehearsedFrom: new URLSearchParams(location.search).get("from") ?? "" });
  const behind = backdropOf(manifest.poster);
  const root = element("section", { class: "intro", "aria-label": inLanguage(manifest.title, language) },
    behind ? element("img", { class: "intro-picture", src: fileUrl(manifest.id, behind), alt: "" }) : null,
    element("div", { class: "intro-text" },
      element("a", { class: "mark", href: "/" }, "Kuleshov"),
      element("h1", {}, inLanguage(manifest.title, language)),
      element("p", { class: "logline" }, inLanguage(summary?.logline, language)),
      notes.length > 0 ? element("p", { class: "notes" }, element("b", {}, "In this film: "), notes.join(", ")) : null,
      lacks ? element("p", { class: "fault", role: "alert" }, lacks) : element("div", { class: "buttons" },
        kept ? element("button", { class: "button primary", onclick: () => start(kept) }, `Resume at ${clock(kept.at_s)}`) : null,
        element("button", { class: kept ? "button" : "button primary", onclick: () => start(null) },
          kept ? "From the beginning" : "Begin")),
      element("details", { class: "how" }, element("summary", {}, "How it may answer you"),
        field("At a turning point", choices([["ask", "ask me"], ["film", "leave it to the film"]], settings.ways,
          (value) => { settings.ways = value as Settings["ways"]; })),
        field("Captions", choices([["", "off"], ...manifest.languages.map((code): [string, string] => [code, languageName(code)])],
          settings.captions ? language : "", (value) => {
            settings.captions = value !== "";
            if (value) settings.language = value;
          })),
        field("How strong it may get", choices([["1", "as the director wants"], ["0.7", "gentler"], ["0.4", "gentle"]],
          String(settings.ceiling), (value) => { settings.ceiling = Number(value); })),
        field("Reacting", choices([["on", "it answers me"], ["off", "director's cut, nothing reacts"]],
          settings.reacting ? "on" : "off", (value) => { settings.reacting = value === "on"; })),
        sensing(heart)),
      element("p", { class: "fine" }, "Tested in Chromium and Firefox. Keys: space, ←, F, C, L, Y (why), D (director's cut), X (leave this scene), 0–5 (choose).")));
  return root;
}
