import { Autocomplete, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { offeredBuckets } from "./offered-buckets.ts";

/** So many are offered at once; typing narrows them. */
const OFFERED = 100;

interface BucketFieldProps {
  connection: ConnectionSummary;
  /** Called with a whole name: chosen, or typed to its end (Enter, or the field is left). */
  onChange: (bucket: string) => void;
}

/** A bucket by its name, offered as far as the person may list them. */
export function BucketField({ connection, onChange }: BucketFieldProps) {
  const { id: connectionId } = connection;
  const named = connection.buckets ?? [];
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const buckets = useQuery({
    queryKey: ["buckets", connectionId],
    queryFn: ({ signal }) => client.connections.buckets({ connectionId }, { signal }),
    staleTime: 0,
  });
  const choose = (bucket: string) => {
    if (bucket === chosen) return;
    setChosen(bucket);
    onChange(bucket);
  };
  const offered = offeredBuckets(named, buckets.data ?? []);
  const isDenied = buckets.isError && appErrorOf(buckets.error).code === "ACCESS_DENIED";
  return (
    <>
      <Autocomplete
        size="xs"
        label="Bucket"
        placeholder={offered[0] ?? "name of the bucket"}
        limit={OFFERED}
        data={offered}
        value={text}
        onChange={setText}
        onOptionSubmit={choose}
        onBlur={() => choose(text.trim())}
        onKeyDown={(event) => event.key === "Enter" && choose(text.trim())}
        rightSection={buckets.isFetching && <Loader size={14} />}
        spellCheck={false}
        data-autofocus
      />
      {isDenied && (
        <Text size="xs" c="dimmed">
          {named.length === 0
            ? "You may not list the buckets; type the name of one that you may use."
            : "You may not list the buckets; those that the connection names are offered, and others can be typed."}
        </Text>
      )}
      {buckets.isError && !isDenied && <ErrorNotice error={buckets.error} onRetry={() => void buckets.refetch()} />}
    </>
  );
}
