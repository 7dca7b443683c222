// The player in a browser: node player.test.mjs PROGRAM FILM.film. What is asserted is structure; how
// smoothly it ran is bench.mjs's, because a busy machine drops frames of any player.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { browser, captionOverQuestion, farFromStills, inFirefox, pausedAtChoice, playThrough, record, recorded, serve, soundSteps, watch }
  from "./harness.mjs";

const [program, film] = process.argv.slice(-2);
const id = "switches";
let chromium;
let server;

before(async () => {
  chromium = await browser();
  server = await serve(program, [film], ["--seed", "7"]);
});
after(async () => {
  await chromium?.close();
  assert.equal(await server?.stop(), 0, "the server ends cleanly on SIGTERM");
});

const asked = { ways: "ask", captions: true };

test("thirty and more switches on one whole timeline", { timeout: 240_000 }, async () => {
  const { page, faults, begin, context } = await watch(chromium, server.address, id,
    { query: "?viewer=simulated:tense", settings: asked });
  await begin();
  await record(page);
  await playThrough(page, 200);
  const seen = await recorded(page);

  assert.ok(seen.switches.length >= 30, `${seen.switches.length} switches`);
  assert.equal(seen.switches.length, seen.entries.length - 1, "every cut was decided and made");
  let at = 0;
  for (const entry of seen.entries) {
    assert.equal(entry.at, at, `no gap before ${entry.shot}`);
    at += entry.length;
  }
  assert.equal(seen.ranges, 1, "one buffered range throughout");
  assert.equal(seen.buffered.length, 1);
  assert.ok(seen.buffered[0][0] < 0.001 && Math.abs(seen.buffered[0][1] - at / 25) < 0.045,
    `media from 0 to ${at / 25}: ${seen.buffered}`);

  const turns = seen.entries.filter((entry) => entry.way && entry.why.ways.length > 1);
  assert.equal(turns.length, 6);
  assert.ok(new Set(turns.map((entry) => entry.way.split("-")[0])).size >= 2, "different ways were taken");
  const lengths = new Set(seen.entries.map((entry) => entry.length));
  assert.ok(lengths.size >= 4, "the rhythm moved");

  // Firefox empties its queue when a default is replaced, and reports one of those frames early.
  const back = seen.frames.slice(1).filter((frame, i) => frame[1] <= seen.frames[i][1]);
  const replaced = inFirefox ? seen.switches.filter((one) => one.changed).length : 0;
  assert.ok(back.length <= replaced, `media time goes on, but at ${back.map((frame) => frame[1])}`);
  const grid = seen.frames.map(([, mediaTime]) => Math.abs(mediaTime * 25 - Math.round(mediaTime * 25)));
  assert.ok(Math.max(...grid) < 0.01, "every frame lies on the grid of 25 a second");

  // Without a sound device Firefox's audio clock stands still: nothing can be recorded.
  if (!inFirefox || seen.steps.length > 0) {
    const { near, elsewhere } = soundSteps(seen);
    assert.ok(elsewhere > 0, "there is sound");
    assert.ok(near <= 2 * elsewhere, `step at cuts ${near}, elsewhere ${elsewhere}`);
  }
  for (const one of seen.switches) assert.ok(one.decided_ahead_s <= (inFirefox ? 1.02 : 0.5), `cut ${one.cut} was decided ${one.decided_ahead_s} s ahead`);
  assert.deepEqual(faults.filter((text) => !/AudioContext|ScriptProcessorNode/.test(text)), []);
  await context.close();
});

test("the log of a showing decides again what it decided", async () => {
  const log = readdirSync(server.logs).map((name) => join(server.logs, name))[0];
  const told = execFileSync(program, ["replay", log, film], { encoding: "utf8" });
  assert.ok(told.length > 0);
});

test("keys, captions and languages", { timeout: 90_000 }, async () => {
  const { page, begin, context } = await watch(chromium, server.address, id, { settings: asked });
  await begin();
  // Paused in the page itself: the line lasts a second.
  await page.waitForFunction(() => {
    const spoken = document.querySelector(".caption")?.textContent.includes("Left or right");
    if (spoken) window.kuleshov.player.video.pause();
    return spoken;
  });
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.querySelector(".caption")?.textContent.includes("左还是右"));
  await page.keyboard.press("c");
  await page.waitForFunction(() => document.querySelector(".caption")?.textContent === "");
  assert.equal(await page.getAttribute(".controls .row button", "aria-label"), "Play");
  await page.keyboard.press(" ");
  await page.waitForFunction(() => !window.kuleshov.player.video.paused);
  await page.keyboard.press(" ");
  await page.waitForFunction(() => window.kuleshov.player.video.paused);
  await page.keyboard.press(" ");
  await page.keyboard.press("d");
  await page.waitForSelector('.pill[aria-pressed="true"]');
  await page.keyboard.press("d");
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await context.close();
});

test("the overlay says why, and a scene can be left", { timeout: 90_000 }, async () => {
  const { page, begin, context } = await watch(chromium, server.address, id, { query: "?viewer=simulated:calm" });
  await begin();
  await page.waitForFunction(() => window.kuleshov.player.timeline.entries.length >= 2);
  await page.keyboard.press("y");
  await page.waitForSelector(".why:not([hidden])");
  await page.waitForFunction(() => document.querySelectorAll(".why .numbers dd").length === 4);
  assert.match(await page.textContent(".why .source"), /simulated viewer, calm/);
  assert.ok((await page.textContent(".why .decisions")).length > 10);
  const scene = await page.evaluate(() => window.kuleshov.player.timeline.last.shot.split(".")[0]);
  await page.keyboard.press("x");
  await page.waitForFunction((was) => {
    const { player } = window.kuleshov;
    return player.timeline.at(player.video.currentTime).shot.split(".")[0] !== was;
  }, scene, { timeout: 15_000 });
  assert.equal(await page.evaluate(() => window.kuleshov.player.video.buffered.length), 1);
  await context.close();
});

test("seeking back, deciding again, and going on after a reload", { timeout: 120_000 }, async () => {
  const { page, begin, context } = await watch(chromium, server.address, id, { settings: asked });
  await begin();
  await page.waitForSelector(".choice:not([hidden])", { timeout: 30_000 });
  await page.keyboard.press("2");
  await page.waitForSelector('.option[aria-pressed="true"]');
  await page.waitForFunction(() => window.kuleshov.player.timeline.entries.some((entry) => entry.way === "right-1" && entry.decided_by === "hand"));
  await page.waitForFunction(() => window.kuleshov.player.video.currentTime > 7);
  const before = await page.evaluate(() => window.kuleshov.player.timeline.entries.map((entry) => entry.shot));
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => window.kuleshov.player.video.currentTime < 5);
  assert.deepEqual((await page.evaluate(() => window.kuleshov.player.timeline.entries.map((entry) => entry.shot))).slice(0, before.length), before);
  await page.waitForTimeout(1500);
  await page.reload();
  const resume = await page.waitForSelector(".button.primary");
  assert.match(await resume.textContent(), /Resume at 0:0[0-9]/);
  await resume.click();
  await page.waitForFunction(() => window.kuleshov.player.video.currentTime > 1 && !window.kuleshov.player.video.paused);
  assert.deepEqual((await page.evaluate(() => window.kuleshov.player.timeline.entries.map((entry) => entry.shot))).slice(0, before.length), before);
  await page.waitForSelector(".mark-dot");
  await page.evaluate(() => document.querySelector(".mark-dot").click());
  await page.waitForFunction(() => !window.kuleshov.player.timeline.entries.some((entry) => entry.way === "right-1"));
  await page.waitForFunction(() => window.kuleshov.player.timeline.entries.some((entry) => entry.scene === "s1" && entry.way), null, { timeout: 30_000 });
  await context.close();
});

test("another framing of a shot is shown where the server says so", { timeout: 60_000 }, async () => {
  const own = "s1a.1";
  const framing = "s1a.1.medium";
  const { page, begin, context } = await watch(chromium, server.address, id, { settings: asked,
    hear: (said) => said.type === "cut" && said.shot === own ? { ...said, shot: framing } : said });
  await begin();
  await page.waitForSelector(".choice:not([hidden])", { timeout: 30_000 });
  await page.keyboard.press("1");
  await page.waitForFunction((shot) => {
    const { player } = window.kuleshov;
    const entry = player.timeline.entries.find((one) => one.shot === shot);
    const there = entry && player.video.currentTime * 25 > entry.at + entry.length / 2;
    if (there) player.video.pause();
    return there;
  }, framing, { timeout: 30_000 });
  const [fromFraming, fromOwn] = await farFromStills(page, [framing, own]);
  assert.ok(fromFraming * 2 < fromOwn, `${fromFraming} from the framing's still, ${fromOwn} from the shot's own`);
  assert.equal(await page.evaluate(() => window.kuleshov.player.video.buffered.length), 1);
  await context.close();
});

test("a rehearsal begins at its scene", { timeout: 60_000 }, async () => {
  const { page, begin, context, faults } = await watch(chromium, server.address, id, { query: "?from=s5b", settings: asked });
  await begin();
  await page.waitForFunction(() => window.kuleshov.player.timeline.entries.some((entry) => entry.scene === "s5b" && entry.way)
    && window.kuleshov.player.video.currentTime > 1, null, { timeout: 30_000 });
  const entries = await page.evaluate(() => window.kuleshov.player.timeline.entries);
  assert.equal(entries[0].shot, "s5b.1");
  assert.equal(entries[0].at, 0);
  assert.deepEqual(faults.filter((text) => !/AudioContext|ScriptProcessorNode/.test(text)), []);
  await context.close();
});

test("captions stand above the question, beside the overlay, too", { timeout: 60_000 }, async () => {
  const { page, begin, context } = await watch(chromium, server.address, id, { settings: asked });
  await begin();
  await pausedAtChoice(page);
  assert.equal(await captionOverQuestion(page), 0);
  await page.keyboard.press("y");
  assert.equal(await captionOverQuestion(page), 0);
  await context.close();
});

test("on a phone everything is within reach and within the screen", { timeout: 60_000 }, async () => {
  const { page, begin, context } = await watch(chromium, server.address, id,
    { viewport: { width: 390, height: 780 }, context: { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } });
  await begin();
  await pausedAtChoice(page);
  const layout = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    outside: [...document.querySelectorAll(".stage button, .stage select")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
    }).map((one) => one.outerHTML.slice(0, 90)),
    small: [...document.querySelectorAll(".controls .row button, .option")]
      .map((one) => [one.className, one.getBoundingClientRect().height]).filter(([, height]) => height < 36),
  }));
  assert.deepEqual(layout, { overflow: 0, outside: [], small: [] });
  assert.equal(await captionOverQuestion(page), 0);
  await page.tap(".option");
  await page.waitForSelector('.option[aria-pressed="true"]');
  await context.close();
});

test("a browser without Opus plays AAC; one without H.264 is told so", { timeout: 60_000 }, async () => {
  const aac = await watch(chromium, server.address, id, { before: () => {
    const known = MediaSource.isTypeSupported.bind(MediaSource);
    MediaSource.isTypeSupported = (type) => !type.includes("opus") && known(type);
  } });
  await aac.begin();
  await aac.page.waitForFunction(() => window.kuleshov.player.video.currentTime > 4, null, { timeout: 30_000 });
  assert.equal(await aac.page.evaluate(() => window.kuleshov.player.video.buffered.length), 1);
  await aac.context.close();
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => { MediaSource.isTypeSupported = () => false; });
  await page.goto(`${server.address}/watch/${id}`);
  assert.match(await page.textContent(".fault"), /does not play H.264/);
  await context.close();
});

test("every control has a name, and the shelf can be used by keyboard", async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(server.address);
  await page.waitForSelector(".hero h1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Watch");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/watch\//);
  await page.waitForSelector(".button.primary");
  assert.match(await page.textContent(".notes"), /wind/);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".controls");
  const nameless = await page.evaluate(() => [...document.querySelectorAll("button, select, input")].filter((one) =>
    !one.getAttribute("aria-label") && !one.textContent.trim() && !one.closest("label")).map((one) => one.outerHTML));
  assert.deepEqual(nameless, []);
  await context.close();
});
