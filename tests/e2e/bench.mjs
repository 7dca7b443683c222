// How smoothly the player switches: node bench.mjs PROGRAM FILM.film, prints JSON for ./bench.
// Frames by requestVideoFrameCallback. A busy page may miss callbacks for frames that were presented;
// `presentedFrames` counts those, so a gap is the time between two presented frames and a frame is
// missing only where the picture's own count lacks it.
import { browser, longestSilence, playThrough, record, recorded, serve, soundSteps, watch } from "./harness.mjs";

const [program, film] = process.argv.slice(-2);
const chromium = await browser();
const server = await serve(program, [film], ["--seed", "7"]);
const { page, begin } = await watch(chromium, server.address, "switches",
  { query: "?viewer=simulated:tense", settings: { ways: "ask", captions: true } });
await begin();
await record(page);
await playThrough(page, 240);
const seen = await recorded(page);
await chromium.close();
await server.stop();

// The first second is left out: decoder and clock start there.
const frames = seen.frames.filter(([, mediaTime]) => mediaTime > 1);
const gaps = frames.slice(1).map((frame, i) => (frame[0] - frames[i][0]) / Math.max(1, frame[2] - frames[i][2]));
const [first, last] = [frames[0], frames[frames.length - 1]];
const missed = Math.round((last[1] - first[1]) * 25) - (last[2] - first[2]);
const ahead = seen.switches.map((one) => one.decided_ahead_s * 1000);
const { near, elsewhere } = soundSteps(seen);
const row = (name, value, unit, peer, peer_value) => ({ name, value: Math.round(value * 1000) / 1000, unit, peer, peer_value });
console.log(JSON.stringify([
  row("player: switches made", seen.switches.length, "switches"),
  row("player: dropped frames", seen.quality.droppedVideoFrames, "frames"),
  row("player: frames of the film", Math.round((last[1] - first[1]) * 25), "frames"),
  row("player: frames not presented", missed, "frames"),
  row("player: longest gap between frames", Math.max(...gaps), "ms", "two <video> elements swapped", 100),
  row("player: earliest decision before its cut", Math.max(...ahead), "ms", "Bandersnatch locks at", 4000),
  row("player: latest decision before its cut", Math.min(...ahead), "ms"),
  row("player: decisions too late, default stood", seen.switches.filter((one) => one.late).length, "decisions"),
  row("player: stalls after the start", seen.waits.filter((time) => time > 1).length, "stalls"),
  row("player: buffered ranges", seen.ranges, "ranges"),
  row("player: sound step at cuts over natural", near / elsewhere, "ratio"),
  row("player: longest silence in the sound", longestSilence(seen) * 1000, "ms"),
], null, 1));
