import type { Finding, FindingState } from "../../../shared/domain/finding.ts";
import type { BuiltInKind } from "../../../shared/domain/semantics.ts";

const kindWords: Record<BuiltInKind, string> = {
  email: "E-mail",
  phone: "Phone number",
  "payment-card": "Payment card",
  iban: "IBAN",
  "national-id": "National id",
  "ip-address": "IP address",
  "mac-address": "MAC address",
  "person-name": "Name of a person",
  "given-name": "Given name",
  "family-name": "Family name",
  "postal-address": "Postal address",
  "date-of-birth": "Date of birth",
  identifier: "Identifier",
  uuid: "UUID",
  imei: "IMEI",
  date: "Date",
  "date-time": "Date and time",
  year: "Year",
  amount: "Amount",
  percentage: "Percentage",
  "currency-code": "Currency",
  "language-code": "Language",
  "bank-code": "Bank code",
  isbn: "ISBN",
  "product-number": "Product number",
  version: "Version",
  url: "Web address",
  hash: "Hash",
  code: "Code",
  country: "Country",
  latitude: "Latitude",
  longitude: "Longitude",
  coordinates: "Coordinates",
  "postal-code": "Postal code",
  city: "City",
};

function isBuiltIn(kind: string): kind is BuiltInKind {
  return Object.hasOwn(kindWords, kind);
}

/** What a kind is called; a person's own is called as they have named it. */
export function kindName({ kind, variant }: { kind: string; variant?: string | null }): string {
  return isBuiltIn(kind) ? kindWords[kind] : (variant ?? "Own classifier");
}

/** "contacts › mail" where it stands in nested values. */
export function columnText({ column, field }: Pick<Finding, "column" | "field">): string {
  return field === null ? column : `${column} › ${field}`;
}

export const stateWords: Record<FindingState, string> = {
  open: "To decide",
  confirmed: "Confirmed",
  dismissed: "Dismissed",
};

export const stateColors: Record<FindingState, string> = { open: "orange", confirmed: "lake", dismissed: "gray" };

/** "98 %"; never all or nothing where it is not. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  if (share < 1 && share > 0.99) return "> 99 %";
  return `${Math.round(share * 100)} %`;
}

/** Why it was found, and what people have said of it, one sentence a line. */
export function whyText({ reasons, decision, earlier }: Finding): string {
  const said = (words: string, one: NonNullable<Finding["decision"]>) =>
    `${words} by ${one.by}${one.reason === "" ? "." : `: ${one.reason}`}`;
  return [
    ...reasons,
    ...(decision ? [said(stateWords[decision.verdict], decision)] : []),
    ...(!decision && earlier ? [`${said(stateWords[earlier.verdict], earlier)} The evidence has changed since.`] : []),
  ].join("\n");
}
