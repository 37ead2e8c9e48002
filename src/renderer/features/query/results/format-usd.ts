const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

/** "$0", "$0.0048", "$12": an estimate has two digits that say something. */
export function formatUsd(usd: number): string {
  return usd === 0 ? "$0" : dollars.format(usd);
}
