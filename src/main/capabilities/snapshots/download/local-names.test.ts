import { expect, it } from "vitest";
import { portableNameProblem } from "../../../../shared/domain/portable-names.ts";
import { localName } from "./local-names.ts";

it("leaves names alone that every system takes", () => {
  for (const name of ["orders.csv", "année 2024.parquet", ".hidden", "a~b"]) expect(localName(name)).toBe(name);
});

it("makes every other name one that no system takes for something else, and keeps different names apart", () => {
  const hostile = [
    "..\\..\\evil.exe",
    "C:evil",
    "a\nb.csv",
    "con.csv",
    "ends.",
    "x".repeat(400),
    "😀".repeat(90) + ".csv",
    "a:b",
    "a?b",
  ];
  const made = hostile.map(localName);
  for (const name of made) expect(portableNameProblem(name), name).toBeNull();
  expect(new Set(made).size).toBe(hostile.length);
  expect(localName("a\nb.csv")).toMatch(/^a_b~[0-9a-f]{8}\.csv$/);
});
