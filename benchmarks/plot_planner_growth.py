#!/usr/bin/env python3
"""Draws the planner's growth: planner_growth_bench --benchmark_format=json | this > FILE.svg"""
import json
import math
import sys

SERIES = [("by_characters", "characters", "#b5651d"), ("by_facts", "things", "#1b263b"),
          ("by_places", "places", "#7a9e7e")]
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 60, 20, 30, 45, 640, 360
LOW, HIGH = -1, 4  # powers of ten of milliseconds


def points(runs, name):
    found = [r for r in runs if r["name"].startswith(name + "/") and "cpu_time" in r]
    return [(int(r["name"].split("/")[1]), r["cpu_time"]) for r in found]


def place(x, milliseconds, most):
    along = LEFT + (WIDTH - LEFT - RIGHT) * x / most
    up = (math.log10(milliseconds) - LOW) / (HIGH - LOW)
    return along, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * up


def text(x, y, words, anchor="middle", colour="#333"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def main():
    runs = json.load(sys.stdin)["benchmarks"]
    most = max(x for name, _, _ in SERIES for x, _ in points(runs, name))
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfcf9"/>']
    for power in range(LOW, HIGH + 1):
        _, y = place(0, 10 ** power, most)
        label = f"{10 ** power:g} ms" if power < 3 else f"{10 ** (power - 3):g} s"
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(text(LEFT - 6, y + 4, label, "end"))
    for x in range(2, most + 1, 2):
        out.append(text(place(x, 10 ** LOW, most)[0], HEIGHT - BOTTOM + 18, x))
    for row, (name, label, colour) in enumerate(SERIES):
        line = [place(x, t, most) for x, t in points(runs, name)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in line]
        out.append(text(LEFT + 14, TOP + 16 * row, "more " + label, "start", colour))
    out.append(text(WIDTH / 2, HEIGHT - 8, "how many; time to a story of six steps, one core"))
    print("\n".join(out + ["</svg>"]))


main()
