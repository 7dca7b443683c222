// Runs every benchmark program and prints one table, or JSON rows with --json.
// A benchmark names its peer in its label, "peer NAME VALUE" in its own unit; what it counted besides
// time (Google Benchmark counters) becomes rows of its own, NAME.counter, beside the peer's count
// where there is a counter peer_COUNTER.
import { execFileSync } from "node:child_process";
import { readdirSync, existsSync } from "node:fs";
import { join } from "node:path";

const [folder, ...args] = process.argv.slice(2);
const asJson = args.includes("--json");
const filter = args.find((a) => !a.startsWith("--")) ?? "";

function rowsOfBenchmark(run) {
  const label = /^peer (\S+) ([\d.eE+-]+)/.exec(run.label ?? "");
  const rows = [{ name: run.name, value: run.real_time, unit: run.time_unit,
                  peer: label?.[1] ?? null, peer_value: label ? Number(label[2]) : null }];
  const known = new Set(["real_time", "cpu_time", "iterations", "family_index", "per_family_instance_index",
                         "repetitions", "repetition_index", "threads"]);
  for (const [key, value] of Object.entries(run)) {
    if (typeof value === "number" && !known.has(key) && !key.startsWith("peer_")) {
      const theirs = run[`peer_${key}`];
      rows.push({ name: `${run.name}.${key}`, value, unit: key.endsWith("per_second") ? "1/s" : "",
                  peer: theirs === undefined ? null : label?.[1] ?? null, peer_value: theirs ?? null });
    }
  }
  return rows;
}

function runProgram(file) {
  const options = { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] };
  if (file.endsWith(".mjs")) return JSON.parse(execFileSync(process.execPath, [file, "--json"], options));
  const report = JSON.parse(execFileSync(file, ["--benchmark_format=json"], options));
  return report.benchmarks.filter((run) => run.run_type !== "aggregate").flatMap(rowsOfBenchmark);
}

const programs = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith("_bench")).map((f) => join(folder, f)) : [];
for (const f of readdirSync("benchmarks")) if (f.endsWith("_bench.mjs")) programs.push(join("benchmarks", f));

const rows = [];
for (const program of programs.sort().filter((p) => p.includes(filter))) {
  process.stderr.write(`${program}\n`);
  try {
    rows.push(...runProgram(program));
  } catch (error) {
    process.stderr.write(`  failed: ${error.message}\n`);
    process.exitCode = 1;
  }
}
if (asJson) {
  process.stdout.write(JSON.stringify(rows, null, 1) + "\n");
} else {
  const format = (v) => (v == null ? "" : Math.abs(v) >= 1000 || Number.isInteger(v) ? v.toFixed(0) : v.toPrecision(4));
  for (const r of rows) {
    const peer = r.peer ? `   ${r.peer}: ${format(r.peer_value)} ${r.unit}` : "";
    process.stdout.write(`${r.name.padEnd(64)} ${format(r.value).padStart(12)} ${r.unit}${peer}\n`);
  }
}
