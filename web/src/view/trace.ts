// The last minute of arousal: what is believed (a line in its band of one standard deviation) and
// what the film hopes for (dashed).
export interface Point { at_s: number; mean: number; sd: number; intended: number }

const SPAN_S = 60;

export class Trace {
  private points: Point[] = [];
  constructor(private readonly canvas: HTMLCanvasElement) {}

  add(point: Point): void {
    const last = this.points[this.points.length - 1];
    if (last && point.at_s < last.at_s) this.points = this.points.filter((p) => p.at_s < point.at_s);
    this.points.push(point);
    while (this.points[0] && this.points[0].at_s < point.at_s - SPAN_S) this.points.shift();
  }

  draw(): void {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || this.points.length < 2) return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const context = this.canvas.getContext("2d")!;
    context.scale(ratio, ratio);
    const end = this.points[this.points.length - 1]!.at_s;
    const x = (point: Point) => width - ((end - point.at_s) / SPAN_S) * width;
    const y = (value: number) => height / 2 - Math.max(-1, Math.min(1, value)) * (height / 2 - 4);
    context.strokeStyle = "rgba(255,255,255,.14)";
    context.beginPath();
    context.moveTo(0, height / 2);
    context.lineTo(width, height / 2);
    context.stroke();
    this.band(context, x, y);
    this.line(context, this.points.map((p) => [x(p), y(p.intended)]), "#9fb7d9", [4, 4]);
    this.line(context, this.points.map((p) => [x(p), y(p.mean)]), "#e8b56a", []);
  }

  private band(context: CanvasRenderingContext2D, x: (p: Point) => number, y: (v: number) => number): void {
    context.fillStyle = "rgba(232,181,106,.2)";
    context.beginPath();
    for (const p of this.points) context.lineTo(x(p), y(p.mean + p.sd));
    for (const p of [...this.points].reverse()) context.lineTo(x(p), y(p.mean - p.sd));
    context.fill();
  }

  private line(context: CanvasRenderingContext2D, points: number[][], colour: string, dash: number[]): void {
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = 1.6;
    context.beginPath();
    for (const [px, py] of points) context.lineTo(px!, py!);
    context.stroke();
    context.setLineDash([]);
  }
}
