import { QueryClient } from "@tanstack/react-query";
import { appErrorOf } from "./app-error-of.ts";

/** Main is on this machine: what it says is fresh until something changes it, and only what may pass by itself is retried. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && appErrorOf(error).retryable,
      },
      mutations: { retry: false },
    },
  });
}
