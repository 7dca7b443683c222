// The graph of story_step_bench.cpp in ink, run by inkjs: one step is Continue plus a choice. The same
// draws decide, and both have come to the same state after 200 steps, or this fails. Saving is that
// state as JSON and back. Prints rows for `./bench`. Needs `npm ci` in peers/; without it no rows.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { performance } from "node:perf_hooks";

const here = dirname(fileURLToPath(import.meta.url));
const places = 60;
const choices = 4;

function ring() {
  let ink = "VAR a = 0\nVAR b = 0\n-> p0\n";
  for (let i = 0; i < places; i++) {
    ink += `=== p${i} ===\nHere.\n`;
    for (let k = 0; k < choices; k++) {
      const condition = k === 3 ? "{a < b + 20 or p7} " : "";
      const effect = k === 1 ? "\n  ~ a = MIN(a + 1, 99)\n  " : k === 2 ? "\n  ~ b = MIN(b + 1, 99)\n  " : " ";
      ink += `+ ${condition}[c${k}]${effect}-> p${(i * choices + k + 1) % places}\n`;
    }
  }
  return ink;
}

function load() {
  try {
    return createRequire(join(here, "peers", "package.json"))("inkjs/full");
  } catch {
    process.stderr.write("inkjs is not installed: run `npm ci` in the peers folder of the benchmarks\n");
    return null;
  }
}

function quantile(sorted, share) {
  return sorted[Math.floor(share * (sorted.length - 1))];
}

function runInk(ink) {
  const story = new ink.Compiler(ring()).Compile();
  let state = 12345;
  const random = (n) => (state = (state * 16807) % 2147483647) % n;
  const step = () => {
    story.ChooseChoiceIndex(random(story.currentChoices.length));
    story.ContinueMaximally();
  };
  const timed = (times, what) => Array.from({ length: times }, () => {
    const begins = performance.now();
    what();
    return (performance.now() - begins) * 1000;
  });
  story.ContinueMaximally();
  for (let i = 0; i < 200; i++) step();
  const place = story.currentChoices[0].pathStringOnChoice.split(".")[0];
  const at = `${place} a=${story.variablesState.a} b=${story.variablesState.b}`;
  const saves = timed(300, () => story.state.LoadJson(story.state.ToJson()));
  const steps = timed(30000, step).slice(3000);
  const sorted = (list) => list.sort((x, y) => x - y);
  return { p50: quantile(sorted(steps), 0.5), p99: quantile(steps, 0.99), save: quantile(sorted(saves), 0.5), at };
}

function ours() {
  const folder = process.env.KULESHOV_BENCH_FOLDER ?? join(here, "..", "build", "release", "bench");
  const file = join(folder, "story_step_bench");
  if (!existsSync(file)) return { step: null, save: null, at: null };
  const report = JSON.parse(execFileSync(file, ["--benchmark_format=json"], { encoding: "utf8" }));
  const row = (name) => report.benchmarks.find((one) => one.name === name);
  const save = row("story/save-and-restore");
  return { step: row("story/step").real_time, save: save.real_time, at: save.label };
}

const ink = load();
const rows = [];
if (ink) {
  const theirs = runInk(ink);
  const mine = ours();
  if (mine.at !== null && mine.at !== theirs.at) {
    throw new Error(`after 200 steps ink stands at ${theirs.at}, this story at ${mine.at}`);
  }
  const row = (name, value, peer) => ({ name, value, unit: "us", peer: "inkjs 2.4.0", peer_value: peer });
  rows.push(row("story/step", mine.step, theirs.p50));
  rows.push(row("story/save-and-restore", mine.save, theirs.save));
  rows.push({ name: "inkjs/step-p99", value: theirs.p99, unit: "us", peer: null, peer_value: null });
}
process.stdout.write(JSON.stringify(rows) + "\n");
