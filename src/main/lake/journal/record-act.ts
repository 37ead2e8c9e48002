import { log } from "../../log.ts";
import type { Lake } from "../ports.ts";

/**
 * Leaves an event of something that is done already, so that nothing can take it back: also when whoever did it has
 * given up waiting. Null when it is recorded, else the sentence that the person has to be told.
 */
export async function recordAct(
  { id, journal }: Pick<Lake, "id" | "journal">,
  kind: string,
  data: Record<string, unknown> & { summary: string },
): Promise<string | null> {
  try {
    await journal.append(kind, data, { signal: new AbortController().signal });
    return null;
  } catch (error) {
    log("warn", "an act is not recorded", { lake: id, kind, error });
    const reason = error instanceof Error ? error.message : String(error);
    return `This is done, but the lake's journal could not be written: ${reason}`;
  }
}
