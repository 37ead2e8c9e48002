import { useQuery } from "@tanstack/react-query";
import type { HostInfo } from "../../shared/contract/host.ts";
import { client } from "./client.ts";

/** What the app runs in; undefined until main has said. */
export function useHost(): HostInfo | undefined {
  return useQuery({ queryKey: ["host"], queryFn: () => client.host.info(), staleTime: Infinity }).data;
}
