import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Job } from "../../../shared/contract/activity.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { useJobs } from "../activity/index.ts";

/** Columns of a page of a profile. */
const PAGE = 100;

const keyOf = (address: ObjectAddress) => ["profile", address];

/** Asks for the newest profile of a dataset, without its columns. */
export function summaryOf(address: ObjectAddress) {
  return queryOptions({
    queryKey: [...keyOf(address), "summary"],
    queryFn: ({ signal }) => client.profiles.get({ address }, { signal }),
    staleTime: 0,
  });
}

/** The newest profile of a dataset, and the job that makes another, followed until it has ended. */
export function useProfile(address: ObjectAddress) {
  const queries = useQueryClient();
  const profile = useQuery(summaryOf(address));
  const start = useMutation({
    mutationFn: (how: { table: string | null; allowBytes?: number }) =>
      client.profiles.start({ address, table: how.table, allowBytes: how.allowBytes ?? null }),
  });
  const jobs = useJobs();
  const jobId = start.data?.jobId ?? profile.data?.jobId ?? null;
  const job: Job | null = jobs.value?.find(({ id }) => id === jobId) ?? null;
  const isDone = job?.state === "done";
  const { lakeId, zoneId, path } = address;
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: keyOf({ lakeId, zoneId, path }) });
  }, [isDone, jobId, queries, lakeId, zoneId, path]);
  return { profile, job, start };
}

/** What the newest profile says of the column of a number, from 1, and what the one before said of it. */
export function useColumnProfile(address: ObjectAddress, number: number) {
  const page = Math.floor((number - 1) / PAGE);
  const { data } = useQuery({
    queryKey: [...keyOf(address), "columns", page],
    queryFn: ({ signal }) => client.profiles.columns({ address, first: page * PAGE, limit: PAGE }, { signal }),
    staleTime: 0,
  });
  return data?.find(({ profile }) => profile.number === number) ?? null;
}
