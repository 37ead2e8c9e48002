import { z } from "zod";

export const zoneKinds = ["landing", "raw", "trusted", "refined", "sandbox", "quarantine"] as const;

/** A zone is a named prefix of the lake that says how far its data has come. Unknown keys are a newer app's: kept (`loose`). */
export const Zone = z.looseObject({
  /** Stable for the life of the zone; also the schema name in SQL, so it is an identifier. */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, "a zone id is lower-case letters, digits and _ and starts with a letter"),
  title: z.string().min(1).max(120),
  kind: z.enum(zoneKinds),
  /**
   * Key prefix inside the lake's store; ends in "/", never starts with "/" or contains "." or ".." segments. A zone of a
   * lake in S3 may be in another bucket of the same connection: `s3://bucket/prefix/`.
   */
  location: z
    .string()
    .refine(isZoneLocation, "a zone location is a relative prefix that ends in / and stays in the lake"),
  order: z.int().min(0),
  description: z.string().max(4000).default(""),
});
export type Zone = z.infer<typeof Zone>;
export type ZoneKind = Zone["kind"];

/** What `.lakeshore/lake/N.json` holds. Unknown keys from a newer app are kept (`loose`). */
export const LakeDefinition = z
  .looseObject({
    format: z.literal(1),
    /** Made once when the lake is created; stays when the folder is moved or renamed. */
    id: z.uuid(),
    name: z.string().min(1).max(120),
    zones: z.array(Zone).max(200),
  })
  .superRefine((definition, context) => {
    const seen = { id: new Set<string>(), location: new Set<string>() };
    definition.zones.forEach((zone, index) => {
      for (const key of ["id", "location"] as const) {
        if (seen[key].has(zone[key])) {
          context.addIssue({
            code: "custom",
            path: ["zones", index, key],
            message: `two zones have the ${key} ${zone[key]}`,
          });
        }
        seen[key].add(zone[key]);
      }
    });
  });
export type LakeDefinition = z.infer<typeof LakeDefinition>;

const OTHER_BUCKET = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\//i;

function isZoneLocation(location: string): boolean {
  const bucket = OTHER_BUCKET.exec(location)?.[0];
  if (bucket !== undefined) return location === bucket || isPrefix(location.slice(bucket.length));
  return isPrefix(location) && location.split("/")[0]?.toLowerCase() !== ".lakeshore";
}

function isPrefix(location: string): boolean {
  if (!location.endsWith("/") || location.startsWith("/") || location.includes("\\") || location.includes("\0"))
    return false;
  const segments = location.slice(0, -1).split("/");
  return segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
