import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Feature = z.object({
  type: z.literal("Feature"),
  id: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).and(z.object({ time: z.number() })),
  geometry: z.object({ type: z.literal("Point"), coordinates: z.tuple([z.number(), z.number(), z.number()]) }),
});
type Feature = z.infer<typeof Feature>;

/** The first UTC day that is delivered as GeoJSON features instead of flat records. */
const firstNestedDay = "2018-02-04";

/**
 * A week of events, one NDJSON file a UTC day. Absent measurements are absent keys, so keys change from
 * line to line; from 4 February on the supplier sends whole features, so they change from day to day too.
 */
export async function writeRawEarthquakes(source: string, raw: string): Promise<void> {
  const folder = join(raw, "earthquakes");
  await mkdir(folder, { recursive: true });
  const text = await readFile(join(source, "earthquakes.json"), "utf8");
  const { features } = z.object({ features: z.array(Feature) }).parse(JSON.parse(text));
  features.sort((a, b) => a.properties.time - b.properties.time || (a.id < b.id ? -1 : 1));
  const days = Map.groupBy(features, (feature) => new Date(feature.properties.time).toISOString().slice(0, 10));
  for (const [day, events] of days) {
    const lines = events.map((event) => JSON.stringify(day < firstNestedDay ? flatRecord(event) : event) + "\n");
    await writeFile(join(folder, `events-${day}.ndjson`), lines.join(""));
  }
}

function flatRecord({ id, properties, geometry }: Feature): Record<string, string | number> {
  const [lon, lat, depth] = geometry.coordinates;
  const measured = Object.entries(properties).filter((entry): entry is [string, string | number] => entry[1] !== null);
  return { id, ...Object.fromEntries(measured), lon, lat, depth };
}
