import { describe, expect, it } from "vitest";
import { encodeWindows1252, repairMacRomanMojibake } from "./single-byte-encodings.ts";

describe("Windows-1252", () => {
  it("encodes accents and the characters that ISO-8859-1 lacks in one byte each", () => {
    expect([...encodeWindows1252("é…€½")]).toEqual([0xe9, 0x85, 0x80, 0xbd]);
  });

  it("refuses what it cannot hold", () => {
    expect(() => encodeWindows1252("日本")).toThrow(RangeError);
  });
});

describe("repairing text that was read as Mac OS Roman", () => {
  it("restores the accents", () => {
    expect(repairMacRomanMojibake("AstÈrix")).toBe("Astérix");
    expect(repairMacRomanMojibake("DÈj‡ Vu")).toBe("Déjà Vu");
  });

  it("leaves text that is not the product of that mistake", () => {
    expect(repairMacRomanMojibake("Alien³")).toBe("Alien³");
    expect(repairMacRomanMojibake("The Land Girls")).toBe("The Land Girls");
  });
});
