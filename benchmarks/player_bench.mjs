// How smoothly the player switches in Chromium; see tests/e2e/bench.mjs. Without a browser no rows.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const program = join(root, "build/release/bin/kuleshov");
const film = join(root, "out/switches.film");
mkdirSync(join(root, "out"), { recursive: true });
execFileSync(program, ["make", join(root, "tests/films/switches"), "--out", film], { stdio: ["ignore", "ignore", "inherit"] });
const run = spawnSync(process.execPath, [join(root, "tests/e2e/bench.mjs"), program, film], { encoding: "utf8" });
process.stderr.write(run.stderr);
process.stdout.write(run.status === 0 ? run.stdout : "[]\n");
process.exit(run.status === 77 ? 0 : run.status ?? 1);
