/**
 * US dollars a GB and month in S3 Standard, us-east-1, up to 50 TB (aws.amazon.com/s3/pricing, 2025). Parts are stored, and
 * paid for, in the class that the upload was begun with; what a listing tells is not enough to know the region's price.
 */
const USD_PER_GB_MONTH = 0.023;

/** What bytes cost a month where they lie, about: "$1.15"; "less than $0.01" for little, "nothing" for none. */
export function monthlyCost(bytes: number): string {
  if (bytes === 0) return "nothing";
  const cost = (bytes / 1024 ** 3) * USD_PER_GB_MONTH;
  if (cost < 0.01) return "less than $0.01";
  return `$${cost.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
