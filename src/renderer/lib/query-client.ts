import { QueryClient } from "@tanstack/react-query";
import { appErrorOf } from "./app-error-of.ts";

/** Main is on this machine: what it says is fresh until something changes it, and only what may pass by itself is retried. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
      },
      mutations: { retry: false },
    },
  });
}

/** A sign-in does not come by itself: the person is asked at once. */
function mayPass(error: unknown): boolean {
  const { retryable, code } = appErrorOf(error);
  return retryable && code !== "AUTH_REQUIRED";
}
