import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { LakeState } from "../../../shared/contract/lakes.ts";
import { lakePath } from "../../lib/paths.ts";

/** Runs what opens or makes a lake, then shows it. */
export function useOpenLake<Input>(open: (input: Input) => Promise<LakeState>) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: open,
    onSuccess: async (lake) => {
      queries.setQueryData(["lake", lake.summary.id], lake);
      await queries.invalidateQueries({ queryKey: ["recent-lakes"] });
      navigate(lakePath(lake.summary.id));
    },
  });
}
