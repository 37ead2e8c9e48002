import { describe, expect, it } from "vitest";
import { prettyJson } from "./pretty-json.ts";

describe("prettyJson", () => {
  it("indents without touching digits or strings", () => {
    expect(prettyJson('{"a":9007199254740993,"b":[1.10,{"c":"x,{\\"}"}],"d":{}}')).toBe(
      '{\n  "a": 9007199254740993,\n  "b": [\n    1.10,\n    {\n      "c": "x,{\\"}"\n    }\n  ],\n  "d": {}\n}',
    );
  });

  it("gives back what is not JSON", () => {
    expect(prettyJson('{"a": [1, 2')).toBe('{"a": [1, 2');
  });
});
