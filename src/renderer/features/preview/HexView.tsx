import { Button, Group, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { exactBytes } from "../../lib/format.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FactList } from "./FactList.tsx";
import { hexLines } from "./hex-lines.ts";
import classes from "./PreviewPanel.module.css";

const PAGE = 4096;

interface HexViewProps {
  address: ObjectAddress;
  guess: string;
  facts: readonly { name: string; value: string }[];
}

/** The bytes of what is no table and no text, a page at a time, and what is known of it. */
export function HexView({ address, guess, facts }: HexViewProps) {
  const [offset, setOffset] = useState(0);
  const bytes = useQuery({
    queryKey: ["bytes", address, offset],
    queryFn: ({ signal }) => client.preview.bytes({ address, offset, length: PAGE }, { signal }),
    placeholderData: keepPreviousData,
  });
  const size = bytes.data?.size ?? 0;
  return (
    <>
      <Text size="sm" px="sm" pt="xs">
        {guess}
      </Text>
      {facts.length > 0 && (
        <div className={classes["facts"]}>
          <FactList facts={facts} />
        </div>
      )}
      {bytes.isError && <ErrorNotice error={bytes.error} onRetry={() => void bytes.refetch()} />}
      <pre className={classes["text"]} tabIndex={0} aria-label="Bytes in hex">
        {bytes.data && hexLines(bytes.data.hex, bytes.data.offset).join("\n")}
      </pre>
      <Group px="sm" py={4} gap="xs">
        <Button variant="default" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
          Earlier
        </Button>
        <Button variant="default" disabled={offset + PAGE >= size} onClick={() => setOffset(offset + PAGE)}>
          Later
        </Button>
        <Text size="xs" c="dimmed" className="figures">
          from {offset.toLocaleString("en")} of {exactBytes(size)}
        </Text>
      </Group>
    </>
  );
}
