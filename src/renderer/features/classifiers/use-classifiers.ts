import { useQuery } from "@tanstack/react-query";
import type { CustomClassifier } from "../../../shared/domain/custom-classifier.ts";
import type { ClassifierVersions } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { knowledgeKey, useFollowKnowledge } from "../knowledge/index.ts";

/** A classifier as it was written last, and all that is said of it. */
export interface KeptClassifier {
  classifier: CustomClassifier;
  by: string;
  at: string;
  versions: ClassifierVersions;
}

/** The lake's own classifiers by name, as anybody changes them. */
export function useClassifiers() {
  const lakeId = useLake().summary.id;
  useFollowKnowledge();
  return useQuery({
    queryKey: knowledgeKey(lakeId, "classifiers"),
    queryFn: async ({ signal }) => {
      const all = await client.knowledge.classifiers({ lakeId }, { signal });
      return all
        .flatMap((versions): KeptClassifier[] => {
          const newest = versions.values.find(({ value }) => value !== null);
          return newest?.value ? [{ classifier: newest.value, by: newest.by, at: newest.at, versions }] : [];
        })
        .toSorted((one, other) => one.classifier.name.localeCompare(other.classifier.name, "en"));
    },
    staleTime: 0,
  });
}
