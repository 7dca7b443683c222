import { describe, expect, it } from "vitest";
import { parseHeard } from "./protocol";

const outlook = { type: "outlook", cut: 1, at: 50, key_point: false, question: {}, options: [], fetch: [], chosen: "",
  default: { way: null, label: null, shot: "b", in: 0, length: 40, likelihood: 1, ready: true, ended: false } };

describe("messages", () => {
  it("that are whole are taken", () => {
    expect(parseHeard(JSON.stringify(outlook))?.type).toBe("outlook");
    expect(parseHeard('{"type":"error","what":"x","remedy":"","fatal":true}')?.type).toBe("error");
  });
  it("that are not are refused, whatever they are", () => {
    for (const text of ["", "null", "[]", "{", '{"type":"toString"}', '{"type":"constructor"}', '{"type":"cut"}',
      '{"type":"waiting","cut":-1}', '{"type":"waiting","cut":1.5}',
      JSON.stringify({ ...outlook, at: "50" }), JSON.stringify({ ...outlook, default: { ...outlook.default, in: -1 } })]) {
      expect(parseHeard(text)).toBeNull();
    }
  });
});
