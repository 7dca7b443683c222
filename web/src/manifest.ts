// The film package as the player reads it: docs/formats/package.md.

export type LocalText = Record<string, string>;

export interface FileRef { file: string; sha256?: string }
export interface CaptionCue { start_s: number; end_s: number; speaker?: string; text: string }

export interface ShotInfo {
  id: string;
  scene: string;
  framing_of?: string;
  ready: boolean;
  file?: string;
  sha256?: string;
  duration_s: number;
  still?: string;
  audio?: Record<string, { opus?: FileRef; aac?: FileRef }>;
  captions?: Record<string, CaptionCue[]>;
}

export interface SceneInfo {
  id: string;
  heading: string;
  shots: string[];
  cue?: string;
  key_point?: boolean;
  ending?: boolean;
  content_notes?: string[];
}

export interface WayInfo { id: string; from: string; to: string; label: LocalText }
export interface CueInfo {
  id: string; tempo_bpm: number; bars: number; beats_per_bar: number; duration_s: number;
}
export interface StemInfo { id: string; cue: string; role: string; mode: string; file: string; sha256?: string }

export interface Manifest {
  id: string;
  title: LocalText;
  languages: string[];
  complete: boolean;
  codecs: { video: string; opus: string; aac: string; aac_priming_samples?: number };
  scenes: SceneInfo[];
  shots: ShotInfo[];
  ways: WayInfo[];
  cues: CueInfo[];
  stems: StemInfo[];
  poster?: Poster;
}

export interface Poster { backdrop?: string; still?: string; moving?: string }

// What may stand behind a title: the poster without letters, where the package has it.
export const backdropOf = (poster: Poster | undefined) => poster?.backdrop || poster?.still;

export interface FilmSummary {
  id: string;
  title: LocalText;
  logline: LocalText;
  genre: string;
  author: string;
  languages: string[];
  complete: boolean;
  shots: number;
  shots_ready: number;
  shortest_s: number;
  longest_s: number;
  content_notes: string[];
  palette: string[];
  poster: Poster;
}

export function inLanguage(text: LocalText | null | undefined, language: string): string {
  if (!text) return "";
  return text[language] ?? Object.values(text)[0] ?? "";
}

// The address of a package's file. With its hash the browser may keep it for ever.
export function fileUrl(film: string, file: string, sha256?: string): string {
  const path = file.split("/").map(encodeURIComponent).join("/");
  const version = sha256 ? `?v=${sha256.slice(0, 16)}` : "";
  return `/films/${encodeURIComponent(film)}/${path}${version}`;
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (response.status === 401) {
    location.assign("/login");
    throw new Error("A password is needed.");
  }
  if (!response.ok) {
    const told = await response.json().catch(() => null) as { error?: { what: string } } | null;
    throw new Error(told?.error?.what ?? `The server answered ${response.status}.`);
  }
  return await response.json() as T;
}

export const fetchFilms = () => getJson<FilmSummary[]>("/api/films");
export const fetchManifest = (film: string) =>
  getJson<Manifest>(fileUrl(film, "manifest.json"));

// Look-ups by id, made once per manifest.
export class Film {
  private readonly shots = new Map<string, ShotInfo>();
  private readonly scenes = new Map<string, SceneInfo>();
  private readonly ways = new Map<string, WayInfo>();
  private readonly cues = new Map<string, CueInfo>();

  constructor(readonly manifest: Manifest) {
    for (const shot of manifest.shots) this.shots.set(shot.id, shot);
    for (const scene of manifest.scenes) this.scenes.set(scene.id, scene);
    for (const way of manifest.ways ?? []) this.ways.set(way.id, way);
    for (const cue of manifest.cues ?? []) this.cues.set(cue.id, cue);
  }

  get id() { return this.manifest.id; }
  shot(id: string) { return this.shots.get(id); }
  scene(id: string) { return this.scenes.get(id); }
  way(id: string) { return this.ways.get(id); }
  sceneOf(shot: string) { return this.scenes.get(this.shots.get(shot)?.scene ?? ""); }
  cueOf(shot: string): CueInfo | undefined { return this.cues.get(this.sceneOf(shot)?.cue ?? ""); }
  stems(cue: string, mode: string): StemInfo[] {
    return this.manifest.stems.filter((stem) => stem.cue === cue && stem.mode === mode);
  }
  modes(cue: string): string[] {
    return [...new Set(this.manifest.stems.filter((s) => s.cue === cue).map((s) => s.mode))];
  }
}
