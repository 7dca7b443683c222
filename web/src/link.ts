// The WebSocket to the showing. It comes back by itself when it breaks, and finds the same showing
// again by its token.
import { parseHeard, PROTOCOL, type Heard, type Said } from "./protocol";

type Hello = Omit<Extract<Said, { type: "hello" }>, "type" | "protocol">;

export class Link {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private closed = false;
  private timer = 0;

  constructor(
    private readonly film: string,
    private readonly hello: () => Hello,
    private readonly heard: (message: Heard) => void,
    private readonly connected: (up: boolean) => void,
  ) {}

  open(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(
      `${scheme}://${location.host}/api/session?film=${encodeURIComponent(this.film)}`);
    this.socket = socket;
    socket.onopen = () => {
      this.attempts = 0;
      this.say({ type: "hello", protocol: PROTOCOL, ...this.hello() });
      this.connected(true);
    };
    socket.onmessage = (event) => this.receive(String(event.data));
    socket.onclose = () => this.reopenLater();
  }

  private receive(text: string): void {
    const message = parseHeard(text);
    if (!message) return;
    if (message.type === "error" && message.fatal) this.closed = true;
    this.heard(message);
  }

  private reopenLater(): void {
    if (this.closed) return;
    this.connected(false);
    const wait = Math.min(4000, 250 * 2 ** this.attempts++);
    this.timer = window.setTimeout(() => this.open(), wait);
  }

  // False when the link is down; the caller says it again after the next welcome.
  say(message: Said): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}
