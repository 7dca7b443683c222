// Exits with 0 once a film package can be shown: its opening, the scenes on to the first key point, and
// the first scene of each of its ways are made. The rest is made while these play.
import { readFileSync } from "node:fs";
import { join } from "node:path";

try {
  const manifest = JSON.parse(readFileSync(join(process.argv[2], "manifest.json"), "utf8"));
  const scenes = new Map(manifest.scenes.map((scene) => [scene.id, scene]));
  const ready = new Map(manifest.shots.map((shot) => [shot.id, shot.ready !== false && Boolean(shot.file)]));
  const made = (id) => scenes.get(id).shots.every((shot) => ready.get(shot));
  const waysFrom = (id) => manifest.ways.filter((way) => way.from === id).map((way) => way.to);

  let at = manifest.scenes[0].id;
  const seen = new Set();
  while (made(at) && !scenes.get(at).key_point && waysFrom(at).length > 0 && !seen.has(at)) {
    seen.add(at);
    at = waysFrom(at)[0];
  }
  process.exit(made(at) && waysFrom(at).every(made) ? 0 : 1);
} catch {
  process.exit(1);
}
