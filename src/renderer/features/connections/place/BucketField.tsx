import { Autocomplete, Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { client } from "../../../lib/client.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";

/** So many are offered at once; typing narrows them. */
const OFFERED = 100;

interface BucketFieldProps {
  connectionId: string;
  /** Called with a whole name: chosen, or typed to its end (Enter, or the field is left). */
  onChange: (bucket: string) => void;
}

/** A bucket by its name, offered as far as the person may list them. */
export function BucketField({ connectionId, onChange }: BucketFieldProps) {
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
  const isDenied = buckets.isError && appErrorOf(buckets.error).code === "ACCESS_DENIED";
  return (
    <>
      <Autocomplete
        size="xs"
        label="Bucket"
        placeholder={buckets.data?.[0]?.name ?? "name of the bucket"}
        limit={OFFERED}
        data={(buckets.data ?? []).map(({ name }) => name)}
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
          You may not list the buckets; type the name of one that you may use.
        </Text>
      )}
      {buckets.isError && !isDenied && <ErrorNotice error={buckets.error} onRetry={() => void buckets.refetch()} />}
    </>
  );
}
