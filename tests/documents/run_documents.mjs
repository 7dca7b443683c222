// Runs the commands of README.md and docs/**/*.md. A ```sh block is run by `bash -e` with the built
// program on PATH; ```console blocks (installing, serving) are shown only. A line that ends in
// "# exit N" must exit with N, every other with 0.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";

const [root, program] = process.argv.slice(2);

function documents(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return documents(path);
    return name.endsWith(".md") ? [path] : [];
  });
}

// Each block is one script; "# exit N" at the end of a line is turned into a check of that status.
function scriptsOf(text) {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) =>
    match[1].replace(/^(.*?)\s*# exit (\d+)\s*$/gm, "set +e; $1; [ $? -eq $2 ] || exit 98; set -e"));
}

function brokenLinks(path, text) {
  const prose = text.replace(/```[\s\S]*?```/g, "");
  return [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1])
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(dirname(path), target)));
}

let failed = 0;
let passed = 0;
const only = process.argv[4];
for (const path of [join(root, "README.md"), ...documents(join(root, "docs"))]) {
  if (!existsSync(path)) continue;
  const name = relative(root, path);
  if (only && !name.includes(only)) continue;
  const text = readFileSync(path, "utf8");
  for (const target of brokenLinks(path, text)) {
    console.log(`${name}: the link to ${target} leads nowhere`);
    failed++;
  }
  const scripts = scriptsOf(text);
  if (scripts.length === 0) continue;
  const scratch = mkdtempSync(join(tmpdir(), "kuleshov-documents-"));
  for (const entry of ["films", "tests", "data", "docs"]) symlinkSync(join(root, entry), join(scratch, entry));
  const env = { ...process.env, PATH: dirname(program) + delimiter + process.env.PATH };
  for (const script of scripts) {
    const run = spawnSync("bash", ["-ec", script], { cwd: scratch, env, encoding: "utf8", timeout: 600_000 });
    if (run.status === 0) { passed++; continue; }
    failed++;
    console.log(`${name}: exited with ${run.status ?? run.signal}:\n${script}\n${run.stdout.slice(-1500)}${run.stderr.slice(-1500)}`);
  }
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`documents: ${passed} blocks ran as written, ${failed} faults`);
process.exit(failed === 0 ? 0 : 1);
