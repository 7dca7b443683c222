// The messages between page and showing: docs/schemas/session.schema.json. What comes off the wire is
// checked here once; everything behind works with these types. Times on the film are frames.

export const PROTOCOL = 1;
export const FPS = 25;

export interface Score {
  levels: number[]; mode: string; tempo_bpm: number; gain_db: number; from_s?: number;
}
export interface Reason { kind: string; detail: string; sentence: string }
export interface WayScore {
  id: string; open: boolean; score: number; likelihood: number; why_closed: string;
}
export interface Felt { arousal: [number, number]; valence: [number, number]; attention: [number, number]; quality: number }
export interface Why { state: Felt; intended: [number, number]; ways: WayScore[]; reasons: Reason[] }

export interface Entry {
  cut: number;
  scene: string;
  shot: string;
  at: number;
  in: number;
  length: number;
  way: string | null;
  decided_by: "film" | "hand" | "default" | "director";
  ended: boolean;
  score: Score;
  why: Why;
}

export interface Candidate {
  way: string | null;
  label: Record<string, string> | null;
  shot: string;
  in: number;
  length: number;
  likelihood: number;
  ready: boolean;
  ended: boolean;
}

export interface Welcome {
  type: "welcome"; protocol: number; token: string; film: string; viewer: string; seed: number;
  resumed: boolean; reacting: boolean; ceiling: number; complete: boolean; timeline: Entry[];
}
export interface Outlook {
  type: "outlook"; cut: number; at: number; key_point: boolean; question: Record<string, string>;
  default: Candidate; options: Candidate[]; fetch: string[]; chosen: string;
}
export type Cut = Entry & { type: "cut" };
export interface State extends Felt {
  type: "state"; at_s: number; intended: [number, number]; ways: WayScore[];
}
export interface Waiting { type: "waiting"; cut: number; shots_ready: number; complete: boolean }
export interface Fault { type: "error"; what: string; remedy: string; fatal: boolean }
export type Heard = Welcome | Outlook | Cut | State | Waiting | Fault;

export type Said =
  | { type: "hello"; protocol: number; resume?: string; viewer?: string; from?: string; seed?: number;
      ceiling?: number; reacting?: boolean; consent?: boolean }
  | { type: "time"; at_s: number }
  | { type: "decide"; cut: number; at?: number }
  | { type: "stood"; cut: number }
  | { type: "choose"; way: string }
  | { type: "react"; on: boolean }
  | { type: "ceiling"; value: number }
  | { type: "samples"; samples: { at_s: number; channel: string; value: number }[] }
  | { type: "sense"; live: boolean }
  | { type: "again"; cut: number };

type Fields = Record<string, unknown>;
const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);
const isFrames = (value: unknown) => isNumber(value) && Number.isInteger(value) && value >= 0;
const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isEntry(value: unknown): value is Entry {
  return isObject(value) && isFrames(value.cut) && isFrames(value.at) && isFrames(value.in) &&
    isFrames(value.length) && isText(value.shot) && isText(value.decided_by) &&
    typeof value.ended === "boolean" && isObject(value.score) && isObject(value.why);
}

function isCandidate(value: unknown): value is Candidate {
  return isObject(value) && isText(value.shot) && isFrames(value.in) && isFrames(value.length) &&
    isNumber(value.likelihood) && typeof value.ready === "boolean";
}

const checks: Record<Heard["type"], (message: Fields) => boolean> = {
  welcome: (m) => m.protocol === PROTOCOL && isText(m.token) && Array.isArray(m.timeline) &&
    m.timeline.length > 0 && m.timeline.every(isEntry),
  outlook: (m) => isFrames(m.cut) && isFrames(m.at) && isCandidate(m.default) &&
    Array.isArray(m.options) && m.options.every(isCandidate) && Array.isArray(m.fetch),
  cut: isEntry,
  state: (m) => isNumber(m.at_s) && Array.isArray(m.arousal) && m.arousal.every(isNumber) &&
    Array.isArray(m.ways),
  waiting: (m) => isFrames(m.cut),
  error: (m) => isText(m.what) && typeof m.fatal === "boolean",
};

// The message, or null when it is not one of ours.
export function parseHeard(text: string): Heard | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(message) || !isText(message.type)) return null;
  const check = Object.hasOwn(checks, message.type) ? checks[message.type as Heard["type"]] : null;
  return check?.(message) ? message as unknown as Heard : null;
}
