// Beats in ECG, beside the detectors of PhysioNet's WFDB tools (gqrs, sqrs, wqrs; physionet.org,
// "WFDB Software Package"), on the same files in the same run: F1 at 150 and 50 ms, pooled, and CPU.
//   node benchmarks/peers/ecg_peers.mjs FOLDER [PROGRAM]
// FOLDER holds WFDB records with .atr beside them. A peer that is not on the PATH is left out.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const folder = resolve(process.argv[2] ?? ".");
const program = resolve(process.argv[3] ?? "build/release/bin/kuleshov");
const records = readdirSync(folder).filter((f) => f.endsWith(".hea")).map((f) => f.slice(0, -4)).sort();
const scratch = mkdtempSync(join(tmpdir(), "ecg-peers-"));

// annot(5) of WFDB: samples of the codes that are beats.
function beats(file, beatsOnly) {
  const bytes = readFileSync(file);
  const isBeat = (code) => (code >= 1 && code <= 13) || code === 25 || code === 30 || code === 31 ||
    code === 34 || code === 35 || code === 38 || code === 41;
  const found = [];
  let at = 0;
  for (let i = 0; i + 1 < bytes.length; ) {
    const word = bytes.readUInt16LE(i);
    const code = word >> 10, low = word & 1023;
    i += 2;
    if (word === 0) break;
    if (code === 59) {
      at += (bytes.readInt16LE(i) << 16) + bytes.readUInt16LE(i + 2);
      i += 4;
    } else if (code === 63) {
      i += low + (low & 1);
    } else if (code < 59) {
      at += low;
      if (!beatsOnly || isBeat(code)) found.push(at);
    }
  }
  return found;
}

function match(known, found, tolerance) {
  const taken = new Array(found.length).fill(false);
  let begin = 0, hits = 0;
  for (const k of known) {
    while (begin < found.length && found[begin] < k - tolerance) ++begin;
    let nearest = -1;
    for (let i = begin; i < found.length && found[i] <= k + tolerance; ++i) {
      if (!taken[i] && (nearest < 0 || Math.abs(found[i] - k) < Math.abs(found[nearest] - k))) nearest = i;
    }
    if (nearest >= 0) { taken[nearest] = true; ++hits; }
  }
  return { hits, errors: known.length + found.length - 2 * hits };
}

// User and system seconds of a command, or null where it cannot be run.
function cpu(command, args) {
  const run = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', "bash", command, ...args],
    { cwd: scratch, env: { ...process.env, WFDB: folder }, encoding: "utf8" });
  if (run.status !== 0) return null;
  return run.stderr.trim().split(/\s+/).slice(-2).map(Number).reduce((a, b) => a + b, 0);
}

const peers = ["gqrs", "sqrs", "wqrs"].map((name) => ({
  name,
  run: (record) => cpu(name, ["-r", record, "-s", "0"]),
  read: (record) => beats(join(scratch, `${record}.${name === "gqrs" ? "qrs" : name === "sqrs" ? "qrs" : "wqrs"}`), true),
}));
const ours = {
  name: "kuleshov",
  run: (record) => cpu(program, ["sense", join(folder, `${record}.hea`), "--events", "events.csv"]),
  read: (record, rate) => readFileSync(join(scratch, "events.csv"), "utf8").split("\n")
    .filter((line) => line.includes(",r_peak,")).map((line) => Number(line.split(",")[0]) * rate).sort((a, b) => a - b),
};

for (const detector of [ours, ...peers]) {
  let hits = 0, errors = 0, hits50 = 0, errors50 = 0, seconds = 0, ran = true;
  const rows = [];
  for (const record of records) {
    const rate = Number(readFileSync(join(folder, `${record}.hea`), "utf8").split(/\s+/)[2]);
    const spent = detector.run(record);
    if (spent === null) { ran = false; break; }
    seconds += spent;
    const known = beats(join(folder, `${record}.atr`), true);
    const found = detector.read(record, rate);
    const wide = match(known, found, 0.15 * rate), narrow = match(known, found, 0.05 * rate);
    hits += wide.hits; errors += wide.errors; hits50 += narrow.hits; errors50 += narrow.errors;
    rows.push(`${record} ${(200 * wide.hits / (2 * wide.hits + wide.errors)).toFixed(2)}`);
  }
  if (!ran) { console.log(`${detector.name}: not on the PATH`); continue; }
  const f1 = (h, e) => (200 * h / (2 * h + e)).toFixed(2);
  console.log(`${detector.name}: F1 ${f1(hits, errors)} at 150 ms, ${f1(hits50, errors50)} at 50 ms; ` +
    `${seconds.toFixed(2)} s of CPU for ${records.length} records (${rows.join(", ")})`);
}
rmSync(scratch, { recursive: true });
