// A server on a free port and Debian's Chromium, for tests of the player in a real browser.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

// Exit status 77 is "skipped" to ctest.
export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

// Debian's Chromium, or with KULESHOV_BROWSER=firefox its Firefox ESR, driven by WebDriver BiDi.
export const inFirefox = process.env.KULESHOV_BROWSER === "firefox";

export async function browser() {
  const library = join(root, "web/node_modules/playwright-core/index.mjs");
  if (!existsSync(library)) skip("the web client's packages are not installed: npm --prefix web ci");
  const playwright = await import(pathToFileURL(library).href);
  const executablePath = inFirefox ? "/usr/bin/firefox-esr" : chromiumPath;
  if (!existsSync(executablePath)) skip(`there is no browser at ${executablePath}`);
  if (inFirefox) {
    return playwright.default._bidiFirefox.launch({ executablePath,
      firefoxUserPrefs: { "media.autoplay.default": 0, "media.autoplay.blocking_policy": 0 } });
  }
  return playwright.chromium.launch({
    executablePath,
    args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--autoplay-policy=no-user-gesture-required"],
  });
}

export async function serve(program, films, more = []) {
  if (!existsSync(join(root, "web/dist/index.html"))) skip("the web client is not built: npm --prefix web run build");
  const logs = mkdtempSync(join(tmpdir(), "kuleshov-e2e-"));
  const child = spawn(program, ["serve", ...films, "--port", "0", "--logs", logs, ...more],
    { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const match = /Serving at (\S+)/.exec(text);
      if (match) found(match[1]);
    });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return {
    address, logs,
    stop: () => new Promise((stopped) => {
      child.removeAllListeners("exit");
      child.on("exit", (code) => { rmSync(logs, { recursive: true, force: true }); stopped(code); });
      child.kill("SIGTERM");
    }),
  };
}

// A page of the film, begun. `before` runs in the page before anything of ours; `hear` sees every message
// of the server, and what it returns is what the page hears.
export async function watch(chromium, address, film, { query = "", viewport, settings, before, hear, context: options } = {}) {
  const context = await chromium.newContext({ bypassCSP: true, viewport: viewport ?? { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "warning" || message.type() === "error") faults.push(message.text()); });
  if (settings) {
    await page.addInitScript((kept) => {
      if (!localStorage.getItem("kuleshov.settings")) localStorage.setItem("kuleshov.settings", JSON.stringify(kept));
    }, settings);
  }
  if (before) await page.addInitScript(before);
  if (hear) {
    await page.routeWebSocket(() => true, (socket) => {
      const behind = socket.connectToServer();
      behind.onMessage((message) => socket.send(JSON.stringify(hear(JSON.parse(message)))));
    });
  }
  await page.goto(`${address}/watch/${film}${query}`);
  await page.waitForSelector(".button.primary");
  return { page, context, faults, begin: () => page.click(".button.primary") };
}

// Waits for a key point's question, and pauses in the page itself: it stands for a few seconds only.
export const pausedAtChoice = (page) => page.waitForFunction(() => {
  const asked = document.querySelector(".choice:not([hidden]) .option") !== null;
  if (asked) window.kuleshov.player.video.pause();
  return asked;
}, null, { timeout: 30_000 });

// How far a caption reaches into the question below it, in pixels.
export const captionOverQuestion = (page) => page.evaluate(async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const caption = document.querySelector(".caption");
  caption.style.transition = "none";
  caption.replaceChildren(Object.assign(document.createElement("span"), { textContent: "A line\nof two rows" }));
  const overlap = caption.firstChild.getBoundingClientRect().bottom - document.querySelector(".question").getBoundingClientRect().top;
  caption.style.transition = "";
  return Math.max(0, overlap);
});

// How far the picture on screen is from the still of each shot: mean difference of grey, 0..255.
export const farFromStills = (page, shots) => page.evaluate(async (ids) => {
  const { player } = window.kuleshov;
  const grey = (source) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 54 });
    const context = canvas.getContext("2d");
    context.drawImage(source, 0, 0, 96, 54);
    const { data } = context.getImageData(0, 0, 96, 54);
    return Array.from({ length: 96 * 54 }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3);
  };
  const shown = grey(player.video);
  const far = async (id) => {
    const image = new Image();
    const { manifest } = player.film;
    image.src = `/films/${manifest.id}/${manifest.shots.find((shot) => shot.id === id).still}`;
    await image.decode();
    return grey(image).reduce((sum, value, i) => sum + Math.abs(value - shown[i]), 0) / shown.length;
  };
  return Promise.all(ids.map(far));
}, shots);

// Everything that is shown and heard, recorded inside the page from the first frame on.
export async function record(page) {
  await page.evaluate(async () => {
    const { player } = window.kuleshov;
    const video = player.video;
    const seen = { frames: [], waits: [], ranges: 0, steps: [], clocks: [] };
    window.seen = seen;
    // Not the callback's own time: that waits for the page's main thread, the picture does not.
    const onFrame = (_, data) => {
      seen.frames.push([data.presentationTime, data.mediaTime, data.presentedFrames]);
      seen.ranges = Math.max(seen.ranges, video.buffered.length);
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener("waiting", () => seen.waits.push(video.currentTime));
    // A ScriptProcessorNode, old as it is: an AudioWorklet ends the page in some headless builds.
    const context = new AudioContext({ sampleRate: 48000 });
    const steps = context.createScriptProcessor(1024, 2, 2);
    let last = 0;
    steps.onaudioprocess = (event) => {
      const samples = event.inputBuffer.getChannelData(0);
      for (let from = 0; from < samples.length; from += 256) {
        let most = 0;
        for (let i = from; i < from + 256; i++) {
          most = Math.max(most, Math.abs(samples[i] - last));
          last = samples[i];
        }
        seen.steps.push([event.playbackTime + from / 48000, most]);
      }
      event.outputBuffer.copyToChannel(samples, 0);
    };
    const source = context.createMediaElementSource(video);
    source.connect(steps).connect(context.destination);
    setInterval(() => seen.clocks.push([context.currentTime, video.currentTime]), 50);
  });
}

export const recorded = (page) => page.evaluate(() => ({
  ...window.seen,
  entries: window.kuleshov.player.timeline.entries,
  switches: window.kuleshov.player.scheduler.switches,
  buffered: Array.from({ length: window.kuleshov.player.video.buffered.length }, (_, i) =>
    [window.kuleshov.player.video.buffered.start(i), window.kuleshov.player.video.buffered.end(i)]),
  quality: (({ droppedVideoFrames, totalVideoFrames }) => ({ droppedVideoFrames, totalVideoFrames }))(
    window.kuleshov.player.video.getVideoPlaybackQuality()),
}));

// Plays to the end, choosing another way by hand at every key point, one of them by the film.
export async function playThrough(page, most_s) {
  const end = Date.now() + most_s * 1000;
  let turn = 0;
  let asked = "";
  while (Date.now() < end) {
    const state = await page.evaluate(() => ({
      ended: document.querySelector(".end") !== null,
      choice: document.querySelector(".choice:not([hidden]) .options")?.textContent ?? "",
      scene: window.kuleshov.player.timeline.last?.shot.split(".")[0] ?? "",
    }));
    if (state.ended) return;
    if (state.choice && asked !== state.scene) {
      asked = state.scene;
      await page.keyboard.press(String((turn++ % 3) + 1));
    }
    await page.waitForTimeout(120);
  }
  throw new Error(`the film had not ended after ${most_s} s`);
}

// The largest step of the sound within `near_s` of a cut, and the largest elsewhere.
export function soundSteps(seen, near_s = 0.04) {
  const cuts = seen.entries.slice(1).map((entry) => entry.at / 25);
  const mediaTime = (time) => {
    let best = seen.clocks[0];
    for (const pair of seen.clocks) if (Math.abs(pair[0] - time) < Math.abs(best[0] - time)) best = pair;
    return best[1] + (time - best[0]);
  };
  let near = 0;
  let elsewhere = 0;
  for (const [time, step] of seen.steps) {
    const at = mediaTime(time);
    if (cuts.some((cut) => Math.abs(cut - at) < near_s)) near = Math.max(near, step);
    else elsewhere = Math.max(elsewhere, step);
  }
  return { near, elsewhere };
}

// The longest run of digital silence, in seconds, after the first second. The film has room tone
// throughout, so silence is a hole between two shots.
export function longestSilence(seen) {
  const start = seen.steps[0][0] + 1;
  let silent = 0;
  let longest = 0;
  for (const [time, step] of seen.steps) {
    silent = time > start && step < 1e-7 ? silent + 256 / 48000 : 0;
    longest = Math.max(longest, silent);
  }
  return longest;
}
