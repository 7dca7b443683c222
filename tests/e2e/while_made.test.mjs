// A film is watched while it is made: node while_made.test.mjs PROGRAM FILM.film. The package grows by one
// shot whenever the player has to wait, as a maker slower than its viewer would let it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, serve, watch } from "./harness.mjs";

const [program, whole] = process.argv.slice(-2);
const folder = mkdtempSync(join(tmpdir(), "kuleshov-while-made-"));
const film = join(folder, "tiny.film");
const manifest = JSON.parse(readFileSync(join(whole, "manifest.json"), "utf8"));
let chromium;
let server;

// The manifest as it stands when only the shots in `made` are there.
function grow(made) {
  const shots = manifest.shots.map((shot) => {
    if (made.has(shot.id)) return shot;
    const { audio, bytes, file, sha256, still, ...planned } = shot;
    return { ...planned, ready: false };
  });
  writeFileSync(join(film, "manifest.new"), JSON.stringify({ ...manifest, shots, complete: false }));
  renameSync(join(film, "manifest.new"), join(film, "manifest.json"));
}

before(async () => {
  chromium = await browser();
  cpSync(whole, film, { recursive: true });
  grow(new Set([manifest.shots[0].id]));
  server = await serve(program, [film], ["--seed", "3"]);
});
after(async () => {
  await chromium?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const now = (page) => page.evaluate(() => ({
  waits: document.body.textContent.includes("still being made"),
  ended: document.querySelector(".end") !== null,
  shots: window.kuleshov.player.timeline.entries.length,
}));

test("a film that is made shot by shot waits for each and plays to its end", { timeout: 300_000 }, async () => {
  const { page, faults, begin, context } = await watch(chromium, server.address, "tiny",
    { query: "?viewer=simulated:tense" });
  await begin();
  const made = new Set([manifest.shots[0].id]);
  let waited = 0;
  for (let played = 0;;) {
    const { waits, ended, shots } = await now(page);
    if (ended) break;
    if (waits) {  // the next shot in the order of making; it may be another way's
      const next = manifest.shots.find((shot) => !made.has(shot.id));
      assert.ok(next, "it waits for something that is there");
      grow(made.add(next.id));
      if (shots > played) waited++;
      played = shots;
    }
    await page.waitForTimeout(1500);
  }
  assert.ok(waited >= 6, `it waited ${waited} times`);
  const seen = await page.evaluate(() => ({
    entries: window.kuleshov.player.timeline.entries.filter((entry) => !entry.ended),
    ranges: window.kuleshov.player.video.buffered.length,
    until: window.kuleshov.player.video.buffered.end(0),
  }));
  let at = 0;
  for (const entry of seen.entries) {
    assert.equal(entry.at, at, `no gap before ${entry.shot}`);
    at += entry.length;
  }
  assert.equal(seen.entries.at(-1).scene, "s6", "it reached its ending");
  assert.equal(seen.ranges, 1);
  assert.ok(Math.abs(seen.until - at / 25) < 0.045, `media until ${seen.until}, timeline until ${at / 25}`);
  assert.deepEqual(faults.filter((text) => !/AudioContext/.test(text)), []);
  await context.close();

  const log = join(server.logs, readdirSync(server.logs)[0]);
  assert.ok(execFileSync(program, ["replay", log, film], { encoding: "utf8" }).length > 0, "its log decides the same again");
});
