import { expect, it } from "vitest";
import type { Finding } from "../../../shared/domain/finding.ts";
import { columnText, kindName, shareText, whyText } from "./finding-words.ts";

const finding: Finding = {
  id: 1,
  datasetId: 1,
  zoneId: "raw",
  path: "a.csv",
  column: "contact",
  field: "mail",
  kind: "email",
  personal: true,
  variant: null,
  share: 1,
  sampled: 20,
  examples: ["a•••@e••••••.o••"],
  confidence: 0.9,
  reasons: ["All 20 values are a mailbox."],
  fingerprint: "f",
  state: "open",
  decision: null,
  earlier: null,
};
const said = { verdict: "dismissed", reason: "made up", by: "ana", at: "2026-01-01T00:00:00Z" } as const;

it("never says all or nothing where it is not", () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(shareText)).toEqual(["0 %", "< 1 %", "50 %", "> 99 %", "100 %"]);
});

it("calls kinds by their names, and a person's own as they did", () => {
  expect(kindName(finding)).toBe("E-mail");
  expect(kindName({ kind: "custom:7", variant: "Customer number" })).toBe("Customer number");
});

it("says where in nested values it was found", () => {
  expect(columnText(finding)).toBe("contact › mail");
});

it("tells who has decided what, and that the data has changed since", () => {
  expect(whyText({ ...finding, state: "dismissed", decision: said })).toBe(
    "All 20 values are a mailbox.\nDismissed by ana: made up",
  );
  expect(whyText({ ...finding, earlier: said })).toContain("The evidence has changed since.");
});
