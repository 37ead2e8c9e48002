import { texts, type Detector } from "../detector.ts";

const v4 =
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\/(?:3[0-2]|[12]?\d)|:\d{1,5})?$/;

function isV6(value: string): boolean {
  const address = value.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/(?:%\w+|\/\d{1,3})$/, "");
  if (!/^[0-9a-f:.]{3,45}$/i.test(address) || !address.includes(":")) return false;
  const [head = "", tail, more] = address.split("::");
  if (more !== undefined) return false;
  const groups = [...head.split(":"), ...(tail?.split(":") ?? [])].filter((group) => group !== "");
  const last = groups.at(-1) ?? "";
  const width = groups.length + (v4.test(last) ? 1 : 0);
  const whole = groups.every(
    (group, at) => /^[0-9a-f]{1,4}$/i.test(group) || (at === groups.length - 1 && v4.test(group)),
  );
  return whole && (tail === undefined ? width === 8 : width < 8);
}

/** Numbers of software grow from 1: addresses use all of 0 to 255. */
function hasAddressRange(value: string): boolean {
  if (value.includes(":") && !v4.test(value)) return /[a-f]|::|:.*:.*:.*:/i.test(value);
  const octets = value.split(/[./:]/).map(Number);
  const [first = 0] = octets;
  return first >= 100 || octets.slice(1, 4).filter((octet) => octet >= 64).length >= 1;
}

const ip: Detector = {
  kind: "ip-address",
  columnKinds: ["text", "other"],
  match(value) {
    if (v4.test(value)) return ["IPv4"];
    return isV6(value) ? ["IPv6"] : [];
  },
  headers: ["ip"],
  opposed: ["version"],
  chance: 0.2,
  alone: 0.92,
  together: 0.98,
  least: 0.8,
  leastWithHeader: 0.3,
  plausible: (values, header) =>
    header === "for" || values.filter(hasAddressRange).length >= values.length * (header === "against" ? 0.95 : 0.6),
  proof: "addresses of the Internet Protocol",
};

const mac: Detector = {
  kind: "mac-address",
  columnKinds: texts,
  match: (value) =>
    /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(value) ? [""] : [],
  headers: ["mac"],
  chance: 0.1,
  alone: 0.92,
  together: 0.98,
  least: 0.8,
  leastWithHeader: 0.3,
  // Digits alone are also times and codes.
  plausible: (values, header) => header === "for" || values.some((value) => /[a-f]/i.test(value)),
  proof: "six pairs of hexadecimal digits",
};

const macDigits: Detector = {
  ...mac,
  match: (value) => (/^[0-9a-f]{12}$/i.test(value) ? [""] : []),
  alone: 0,
  together: 0.9,
  leastWithHeader: 0.9,
  proof: "twelve hexadecimal digits",
};

const url: Detector = {
  kind: "url",
  columnKinds: texts,
  match: (value) =>
    /^(?:https?|ftps?|s3|gs|wss?):\/\/[^\s/$.?#][^\s]*$|^www\.[^\s.]+\.[^\s]+$/i.test(value) ? [""] : [],
  headers: ["url"],
  chance: 0.01,
  alone: 0.95,
  together: 0.98,
  least: 0.6,
  proof: "a scheme and an address",
};

export const networkDetectors: readonly Detector[] = [ip, mac, macDigits, url];
