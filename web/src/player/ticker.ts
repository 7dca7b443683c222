// A timer that goes on in a hidden tab: browsers slow a page's own timers there to once a second,
// which is longer than some shots.
export function startTicker(period_ms: number, tick: () => void): () => void {
  const code = `setInterval(() => postMessage(0), ${period_ms})`;
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  worker.onmessage = tick;
  return () => worker.terminate();
}
