import { describe, expect, it } from "vitest";
import { parseSearch, toggleFilter } from "./search-query.ts";

describe("parseSearch", () => {
  it("reads words, phrases, filters and what is not to be there", () => {
    expect(parseSearch('depDelay "two words" zone:Trusted -tag:old -"no way" owner:"Anna Berg" -draft')).toEqual({
      words: ["dep", "delay"],
      phrases: [["two", "words"]],
      without: [["no", "way"], ["draft"]],
      filters: [
        { key: "zone", value: "trusted", isNot: false },
        { key: "tag", value: "old", isNot: true },
        { key: "owner", value: "anna berg", isNot: false },
      ],
      notes: [],
    });
  });

  it.each([
    ["colour:red", ["colour", "red"], "no filter"],
    ["is:nice", ["is", "nice"], "certified, warning, deprecated"],
    ['"open end', ["open", "end"], "no partner"],
    ["orders tag:", ["orders"], "no value yet"],
  ])("takes no filter from %s, and says why", (text, words, note) => {
    const query = parseSearch(text);
    expect(query.words).toEqual(words);
    expect(query.notes).toEqual([expect.stringContaining(note)]);
  });

  it.each(["", "-", '"', '""', ":", "::", "- -", "a:b:c", "*", "’"])("fails for nothing: %s", (text) => {
    expect(parseSearch(text).filters).toEqual([]);
  });
});

describe("toggleFilter", () => {
  it("adds a filter to the text, and takes it out again", () => {
    expect(toggleFilter("orders", "owner", "Anna Berg")).toBe('orders owner:"Anna Berg"');
    expect(toggleFilter('orders owner:"anna berg" late', "owner", "Anna Berg")).toBe("orders late");
    expect(toggleFilter("", "zone", "raw")).toBe("zone:raw");
    expect(toggleFilter("-zone:raw", "zone", "raw")).toBe("-zone:raw zone:raw");
  });
});
