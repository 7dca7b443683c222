// Runs the web client's unit tests for ctest.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, skip } from "./harness.mjs";

const vitest = join(root, "web/node_modules/vitest/vitest.mjs");
if (!existsSync(vitest)) skip("the web client's packages are not installed: npm --prefix web ci");
const done = spawnSync(process.execPath, [vitest, "run"], { cwd: join(root, "web"), stdio: "inherit" });
process.exit(done.status ?? 1);
