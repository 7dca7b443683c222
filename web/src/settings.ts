// What a viewer chose, kept in this browser only.

export interface Settings {
  captions: boolean;
  language: string;         // of captions and, where spoken, of speech
  ways: "ask" | "film";     // who decides at a key point unless something else is chosen
  ceiling: number;          // of intensity, 0..1
  reacting: boolean;
}

const KEY = "kuleshov.settings";
const defaults: Settings = { captions: true, language: "", ways: "ask", ceiling: 1, reacting: true };

export function readSettings(storage: Storage = localStorage): Settings {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? "{}") as Partial<Settings>;
    const settings = { ...defaults, ...kept };
    settings.ceiling = Math.min(1, Math.max(0.2, Number(settings.ceiling) || 1));
    return settings;
  } catch {
    return { ...defaults };
  }
}

export function keepSettings(settings: Settings, storage: Storage = localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(settings));
  } catch { /* a private window may refuse: the choice then lasts for this page */ }
}

// Where a showing stood, to go on after a reload.
export interface Kept { token: string; at_s: number; when: number }

const showingKey = (film: string) => `kuleshov.showing.${film}`;
const A_DAY_MS = 24 * 3600 * 1000;

export function readShowing(film: string, now: number, storage: Storage = localStorage): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(showingKey(film)) ?? "null") as Kept | null;
    if (!kept || typeof kept.token !== "string" || !Number.isFinite(kept.at_s)) return null;
    return now - kept.when < A_DAY_MS ? kept : null;
  } catch {
    return null;
  }
}

export function keepShowing(film: string, kept: Kept | null, storage: Storage = localStorage): void {
  try {
    if (kept) storage.setItem(showingKey(film), JSON.stringify(kept));
    else storage.removeItem(showingKey(film));
  } catch { /* as above */ }
}
