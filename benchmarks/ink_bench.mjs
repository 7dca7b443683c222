// The graph of story_step_bench.cpp in ink, run by inkjs: one step is Continue plus a choice.
// Saving is ink's state as JSON and back, beside ours of a whole showing. Prints rows for `./bench`. Needs `npm ci` in peers/; without it there are no rows.
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
  const random = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
  const steps = [];
  story.ContinueMaximally();
  for (let i = 0; i < 30000; i++) {
    const begins = performance.now();
    story.ChooseChoiceIndex(random(story.currentChoices.length));
    story.ContinueMaximally();
    if (i >= 3000) steps.push((performance.now() - begins) * 1000);
  }
  const saves = [];
  for (let i = 0; i < 300; i++) {
    const begins = performance.now();
    story.state.LoadJson(story.state.ToJson());
    saves.push((performance.now() - begins) * 1000);
  }
  const sorted = (list) => list.sort((x, y) => x - y);
  return { p50: quantile(sorted(steps), 0.5), p99: quantile(steps, 0.99), save: quantile(sorted(saves), 0.5) };
}

function ours(program, name) {
  const folder = process.env.KULESHOV_BENCH_FOLDER ?? join(here, "..", "build", "release", "bench");
  const file = join(folder, program);
  if (!existsSync(file)) return null;
  const options = ["--benchmark_format=json", `--benchmark_filter=${name}`];
  const report = JSON.parse(execFileSync(file, options, { encoding: "utf8" }));
  return report.benchmarks[0]?.real_time ?? null;
}

const ink = load();
const rows = [];
if (ink) {
  const theirs = runInk(ink);
  const row = (name, value, peer) => ({ name, value, unit: "us", peer: "inkjs 2.4.0", peer_value: peer });
  rows.push(row("story/step", ours("story_step_bench", "story/step"), theirs.p50));
  rows.push(row("decide/save-and-restore", ours("decide_bench", "decide/save-and-restore"), theirs.save));
  rows.push({ name: "inkjs/step-p99", value: theirs.p99, unit: "us", peer: null, peer_value: null });
}
process.stdout.write(JSON.stringify(rows) + "\n");
