// Others' Fountain files beside npm's fountain-js 1.2.4 in one run: how many elements of their
// authors' own parse (wildwinter/screenplay-tools tests, MIT) each parser gives, and how long a
// whole feature takes. Needs KULESHOV_DATA and `npm ci` in peers/; without them there are no rows.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { performance } from "node:perf_hooks";

const here = dirname(fileURLToPath(import.meta.url));
const data = process.env.KULESHOV_DATA;
const bench = process.env.KULESHOV_BENCH_FOLDER ?? join(here, "..", "build", "release", "bench");
const program = process.env.KULESHOV ?? join(bench, "..", "bin", "kuleshov");

function peer() {
  try {
    return createRequire(join(here, "peers", "package.json"))("fountain-js").Fountain;
  } catch {
    process.stderr.write("fountain-js is not installed: run `npm ci` in the peers folder of the benchmarks\n");
    return null;
  }
}

// One element as both can say it: kind and words. Layout, and the marks that stand for notes and
// boneyards in the dumps ([[0]], /0/), are left out.
const words = (text) => text.replace(/\[\[\d+\]\]|\/\d+\//g, "").replace(/[*_\\]/g, "").replace(/\s+/g, " ").replace(/^\(|\)$/g, "").trim();
const element = (kind, text) => `${kind} ${words(text)}`;

// Neighbours of one kind are one element: where lines are joined is a matter of taste.
function joined(list) {
  const out = [];
  for (const [kind, text] of list) {
    const last = out[out.length - 1];
    if (last && last[0] === kind && (kind === "action" || kind === "dialogue" || kind === "lyrics")) last[1] += " " + text;
    else out.push([kind, text]);
  }
  return out.filter(([, text]) => words(text) !== "").map(([kind, text]) => element(kind, text));
}

const kinds = { HEADING: "scene_heading", ACTION: "action", CHARACTER: "character", DIALOGUE: "dialogue",
                PARENTHETICAL: "parenthetical", TRANSITION: "transition", LYRIC: "lyrics" };

// KIND:"text over lines" (what follows is left out)
function theirTruth(dump) {
  const list = [];
  for (const match of dump.matchAll(/^([A-Z]+):"([\s\S]*?)"(?=[ (]|\n[A-Z]+:|\n*$)[^\n]*$/gm))
    if (kinds[match[1]]) list.push([kinds[match[1]], match[2]]);
  return joined(list);
}

function byPeer(Fountain, source) {
  const list = [];
  for (const token of new Fountain().parse(source, true).tokens) {
    const kind = token.type === "centered" ? "action" : token.type;
    if (Object.values(kinds).includes(kind)) list.push([kind, nameOnly(kind, token.text ?? "")]);
  }
  return joined(list);
}

const nameOnly = (kind, text) => (kind === "character" ? text.replace(/\s*\(.*$/, "") : text);

function byUs(file) {
  const report = JSON.parse(execFileSync(program, ["script", "parse", file, "--json"], { encoding: "utf8" }));
  const list = [];
  for (const e of report.elements) {
    const kind = e.type === "centered" ? "action" : e.type;
    if (Object.values(kinds).includes(kind)) list.push([kind, kind === "character" ? e.name ?? e.text : e.text]);
  }
  return joined(list);
}

// Elements of the truth that the parse holds, in order (longest common subsequence).
function held(truth, parse) {
  const cost = Array.from({ length: truth.length + 1 }, () => new Array(parse.length + 1).fill(0));
  for (let i = 1; i <= truth.length; i++)
    for (let j = 1; j <= parse.length; j++)
      cost[i][j] = truth[i - 1] === parse[j - 1] ? cost[i - 1][j - 1] + 1 : Math.max(cost[i - 1][j], cost[i][j - 1]);
  return cost[truth.length][parse.length];
}

function correctness(Fountain) {
  const folder = join(data, "text/fountain/wildwinter");
  const sum = { all: 0, us: 0, peer: 0 };
  for (const name of readdirSync(folder).filter((f) => f.endsWith(".txt")).sort()) {
    const file = join(folder, name.replace(/(-Merged|-Unmerged)?\.txt$/, ".fountain"));
    if (!existsSync(file) || name.includes("-Merged")) continue;
    const truth = theirTruth(readFileSync(join(folder, name), "utf8"));
    const us = held(truth, byUs(file));
    const peer = held(truth, byPeer(Fountain, readFileSync(file, "utf8")));
    if (process.argv.includes("--files")) process.stderr.write(`${name.padEnd(28)} ${truth.length} elements: ours ${us}, fountain-js ${peer}\n`);
    sum.all += truth.length;
    sum.us += us;
    sum.peer += peer;
  }
  return { us: (100 * sum.us) / sum.all, peer: (100 * sum.peer) / sum.all, all: sum.all };
}

function peerTime(Fountain) {
  const source = readFileSync(join(data, "text/fountain/jumpcut/corpus/mostly-genius/source.fountain"), "utf8");
  const times = [];
  for (let i = 0; i < 30; i++) {
    const begins = performance.now();
    new Fountain().parse(source, true);
    times.push((performance.now() - begins) * 1000);
  }
  return times.sort((a, b) => a - b)[10];
}

function ourTime() {
  const file = join(bench, "fountain_bench");
  if (!existsSync(file)) return null;
  const options = ["--benchmark_format=json", "--benchmark_filter=fountain/parse"];
  return JSON.parse(execFileSync(file, options, { encoding: "utf8" })).benchmarks[0]?.real_time ?? null;
}

const Fountain = data ? peer() : null;
const rows = [];
if (Fountain && existsSync(program)) {
  const right = correctness(Fountain);
  const row = (name, value, unit, theirs) => ({ name, value, unit, peer: "fountain-js 1.2.4", peer_value: theirs });
  rows.push(row("fountain/elements-as-their-authors-mean", right.us, "%", right.peer));
  rows.push(row("fountain/parse-feature", ourTime(), "us", peerTime(Fountain)));
}
process.stdout.write(JSON.stringify(rows) + "\n");
