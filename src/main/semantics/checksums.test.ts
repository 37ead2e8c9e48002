import { expect, it } from "vitest";
import { isDay, passesGs1, passesLuhn, passesMod11And10, passesVerhoeff, remainderOf97 } from "./checksums.ts";

it("knows the published examples of each check", () => {
  // The example of ISO/IEC 7812-1, as Wikipedia's "Luhn algorithm" has it.
  expect(passesLuhn("17893729974")).toBe(true);
  // SWIFT's IBAN Registry: GB, moved to the end.
  expect(remainderOf97("WEST12345698765432GB82")).toBe(1);
  // Wikipedia's "Verhoeff algorithm": 236 has the check digit 3.
  expect(passesVerhoeff("2363")).toBe(true);
  // The Bundeszentralamt's example of a Steuer-ID.
  expect(passesMod11And10("86095742719")).toBe(true);
  // GS1's example.
  expect(passesGs1("6291041500213")).toBe(true);
});

it("notices one wrong digit", () => {
  const isBroken = (digits: string, passes: (text: string) => boolean) =>
    Array.from(digits).every(
      (digit, at) => !passes(digits.slice(0, at) + ((Number(digit) + 1) % 10) + digits.slice(at + 1)),
    );
  expect(isBroken("17893729974", passesLuhn)).toBe(true);
  expect(isBroken("2363", passesVerhoeff)).toBe(true);
  expect(isBroken("86095742719", passesMod11And10)).toBe(true);
  expect(isBroken("6291041500213", passesGs1)).toBe(true);
});

it("knows the calendar", () => {
  expect(isDay(2024, 2, 29)).toBe(true);
  expect(isDay(2023, 2, 29)).toBe(false);
  expect(isDay(2023, 13, 1)).toBe(false);
});
