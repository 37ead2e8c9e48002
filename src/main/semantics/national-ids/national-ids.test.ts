import { expect, it } from "vitest";
import { nationalIdDetectors } from "./index.ts";

/** Examples that the authorities, or articles that cite them, publish. */
const published: readonly (readonly [string, string])[] = [
  ["GB National Insurance number", "AB 12 34 56 C"],
  ["DE Steuer-ID", "86 095 742 719"],
  ["DE Sozialversicherungsnummer", "65 170839 J 00 3"],
  ["FR NIR", "2 55 08 14 168 025 38"],
  ["ES DNI/NIE", "12345678Z"],
  ["ES DNI/NIE", "X1234567L"],
  ["IT codice fiscale", "RSSMRA85T10A562S"],
  ["NL BSN", "111222333"],
  ["BE national number", "85.07.30-033.28"],
  ["CH AHV number", "756.9217.0769.85"],
  ["PL PESEL", "44051401359"],
  ["SE personnummer", "811218-9876"],
  ["FI henkilötunnus", "131052-308T"],
  ["BR CPF", "111.444.777-35"],
  ["US SSN", "219-09-9999"],
  ["CA SIN", "130 692 544"],
  ["TR kimlik numarası", "10000000146"],
  ["CN resident identity number", "11010519491231002X"],
  ["ZA identity number", "8001015009087"],
  ["AU TFN", "123 456 782"],
  ["SG NRIC", "S1234567D"],
  ["MX CURP", "HEGG560427MVZRRL04"],
  ["CL RUT", "12.345.678-5"],
];

const kindsOf = (value: string) => nationalIdDetectors.flatMap((detector) => detector.match(value));

it.each(published)("knows %s by its published example", (name, value) => {
  expect(kindsOf(value)).toContain(name);
});

it.each([
  ["an IBAN", "DE89370400440532013000"],
  ["an SSN of area 666", "666-12-3456"],
  ["a NINO that HMRC does not give out", "BG123456A"],
  ["a PESEL of month 13", "44131401358"],
  ["a version", "1.22.333-44"],
])("does not know %s", (_, value) => {
  expect(kindsOf(value)).toEqual([]);
});

it("wants one digit of a Steuer-ID twice or three times", () => {
  // It passes the check digit, which the Croatian number shares.
  expect(kindsOf("12345678903")).toEqual(["HR OIB"]);
});
