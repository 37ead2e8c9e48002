import { expect, it } from "vitest";
import type { ColumnKind } from "../../shared/domain/columns.ts";
import { findSemantics } from "./index.ts";

interface Given {
  kind?: ColumnKind;
  table?: string;
}

function found(name: string, values: (string | null)[], { kind = "text", table = "t" }: Given = {}) {
  return findSemantics({ name, type: { kind, type: kind }, values }, { table, classifiers: [] });
}
const kinds = (...args: Parameters<typeof found>) => found(...args).map((finding) => finding.kind);

const mailboxes = ["ada@example.org", "grace.hopper@example.com", "alan+x@sub.example.co.uk"];

it("says the share of the values without nulls, and hides all but the outline of examples", () => {
  const [finding] = found("kontakt", [...mailboxes, "n/a", null, null, ""]);
  expect(finding).toMatchObject({ kind: "email", personal: true, share: 0.75, sampled: 4, field: null });
  expect(finding?.examples).toEqual(["a••@e••••••.•••", "g••••.••••••@e••••••.•••", "a•••+•@s••.•••••••.••.••"]);
  for (const mailbox of mailboxes) expect(JSON.stringify(finding)).not.toContain(mailbox);
});

it("shows values as they are where nothing of the column is personal", () => {
  expect(found("currency", ["EUR", "USD", "GBP"])[0]).toMatchObject({
    personal: false,
    examples: ["EUR", "USD", "GBP"],
  });
});

it("keeps a fingerprint from one sample to the next, and changes it with the evidence", () => {
  const one = found("mail", mailboxes)[0]?.fingerprint;
  expect(found("mail", [...mailboxes, "someone.else@example.net", "n/a"])[0]?.fingerprint).toBe(one);
  const mentioned = [
    ...Array.from({ length: 9 }, (_, at) => `comment number ${at} says nothing`),
    `write to ${mailboxes[0]} please`,
  ];
  expect(found("mail", mentioned)[0]).toMatchObject({ kind: "email", share: 0.1 });
  expect(found("mail", mentioned)[0]?.fingerprint).not.toBe(one);
});

it("looks into nested values and says in which field it found something", () => {
  const values = mailboxes.map((mail, at) =>
    JSON.stringify({ id: at, contacts: [{ mail, note: null }, { mail: null }] }),
  );
  const findings = found("customer", values, { kind: "nested" });
  expect(findings).toContainEqual(
    expect.objectContaining({ kind: "email", field: "contacts[].mail", share: 1, sampled: 3 }),
  );
});

it("finds nothing in nulls, empty texts, flags and no values", () => {
  expect(kinds("email", [])).toEqual([]);
  expect(kinds("email", [null, null])).toEqual([]);
  expect(kinds("email", ["", "  "])).toEqual([]);
  expect(kinds("is_email", ["true", "false"], { kind: "boolean" })).toEqual([]);
});

it("cuts values of megabytes and looks at some of many", () => {
  const long = `${"x".repeat(5_000_000)} ada@example.org`;
  expect(kinds("blob", [long, long])).toEqual([]);
  expect(
    found(
      "mail",
      Array.from({ length: 50_000 }, (_, at) => `p${at}@example.org`),
    )[0]?.sampled,
  ).toBe(2000);
});

it("asks the table whose a bare name is", () => {
  const names = ["Ada Lovelace", "James Smith", "Maria Garcia", "Peter Miller", "Anna Fischer"];
  expect(kinds("name", names, { table: "customers" })).toEqual(["person-name"]);
  expect(found("name", names, { table: "products" })[0]?.confidence ?? 0).toBeLessThan(0.6);
});

it("takes a birthday for a date and for a birthday", () => {
  expect(kinds("geburtsdatum", ["01.02.1980", "13.12.1955", "30.06.2001"])).toEqual(
    expect.arrayContaining(["date", "date-of-birth"]),
  );
});

it("names the convention that dates are written in, where day and month can be told apart", () => {
  expect(found("d", ["12/31/2023", "01/02/2024", "03/04/2024"])[0]).toMatchObject({
    kind: "date",
    variant: "MM/DD/YYYY",
  });
  expect(found("d", ["31/12/2023", "01/02/2024", "03/04/2024"])[0]).toMatchObject({
    kind: "date",
    variant: "DD/MM/YYYY",
  });
});

it("tells a card's issuer and an IBAN's country", () => {
  // Numbers for tests that the issuers publish, and the registry's own examples.
  expect(found("pan", ["4111111111111111", "4012888888881881"])[0]).toMatchObject({
    kind: "payment-card",
    variant: "Visa",
  });
  expect(found("x", ["DE89 3704 0044 0532 0130 00", "DE75512108001245126199"])[0]).toMatchObject({
    kind: "iban",
    variant: "DE",
  });
});

it("takes no number for a card because one in ten passes Luhn", () => {
  const inSequence = Array.from({ length: 200 }, (_, at) => String(4_000_000_000_000_000n + BigInt(at)));
  expect(kinds("reference", inSequence)).not.toContain("payment-card");
});
