import { createHash } from "node:crypto";
import type { CustomClassifier } from "../../../../shared/domain/custom-classifier.ts";
import { semanticsVersion } from "../../../semantics/index.ts";
import type { KnowledgeService } from "../../knowledge/index.ts";

/** What a team knows that findings need: verdicts, and classifiers of its own. */
export type FindingKnowledge = Pick<KnowledgeService, "decisions" | "decide" | "classifiers" | "onChange">;

/** The lake's own classifiers, each as it was written last. */
export async function classifiersOf(
  knowledge: Pick<FindingKnowledge, "classifiers">,
  lakeId: string,
  options: { signal: AbortSignal },
): Promise<CustomClassifier[]> {
  const all = await knowledge.classifiers(lakeId, options);
  return all.flatMap(({ values }) => values[0]?.value ?? []);
}

/** Another one says that values have to be looked at again, though they are as they were. */
export function versionOf(classifiers: readonly CustomClassifier[]): string {
  const own = createHash("sha256").update(JSON.stringify(classifiers)).digest("hex").slice(0, 16);
  return `${semanticsVersion} ${own}`;
}
