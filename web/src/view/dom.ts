// Elements in one line each. Text is always set as text, never as markup.
type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(
    name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.replace(/^on/, ""), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

// A line icon on a 24-pixel grid.
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const icons = {
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8 5v14M16 5v14",
  back: "M11 6 5 12l6 6M5 12h14",
  rewind: "M4 5v5h5M4.6 14.5A8 8 0 1 0 6.3 6.6L4 10",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  why: "M4 18c3-9 5-9 8-4s5 4 8-8M4 21h16",
  leave: "M14 4h5v16h-5M4 12h10M10 8l4 4-4 4",
  cut: "M4 7h16v12H4zM4 7l3-3 4 3M11 7l3-3 4 3M9 13h6",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  heart: "M12 20s-7-4.6-7-9.6A4.2 4.2 0 0 1 12 7.6a4.2 4.2 0 0 1 7 2.8C19 15.400 12 20 12 20z",
};

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const LANGUAGES: Record<string, string> = { en: "English", zh: "中文", de: "Deutsch", fr: "Français",
  es: "Español", ja: "日本語", ko: "한국어", pt: "Português", it: "Italiano", ar: "العربية", hi: "हिन्दी" };
export const languageName = (code: string) => LANGUAGES[code] ?? code;
