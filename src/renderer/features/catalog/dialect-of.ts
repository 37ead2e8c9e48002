import { Dialect } from "../../../shared/contract/preview.ts";

const Part = Dialect.partial();
const conversions: Record<string, (text: string) => unknown> = {
  header: (text) => text === "true",
  skipLines: Number,
};

/** The read options of a table as a preview takes them; undefined when they say nothing of a dialect. */
export function dialectOf(readOptions: Record<string, string>): Partial<Dialect> | undefined {
  const known = Object.entries(readOptions).flatMap(([name, text]) =>
    name in Part.shape ? [[name, conversions[name]?.(text) ?? text]] : [],
  );
  const { data } = Part.safeParse(Object.fromEntries(known));
  return known.length > 0 ? data : undefined;
}
