import { useQueryClient } from "@tanstack/react-query";
import type { Finding } from "../../../shared/domain/finding.ts";
import type { Verdict } from "../../../shared/domain/finding-decision.ts";
import { client } from "../../lib/client.ts";

/** Decides findings, or takes that back (null), and has what is shown of them beside columns asked for again. */
export function useDecide(lakeId: string) {
  const queries = useQueryClient();
  return async (findings: readonly Finding[], verdict: Verdict | null): Promise<void> => {
    const subjects = findings.map(({ zoneId, path, column, field, kind, fingerprint }) => ({
      zoneId,
      path,
      column,
      field,
      kind,
      fingerprint,
    }));
    try {
      await client.findings.decide({ lakeId, findings: subjects, verdict });
    } finally {
      // Those before a failure are decided.
      void queries.invalidateQueries({ queryKey: ["findings-at", lakeId] });
    }
  };
}
