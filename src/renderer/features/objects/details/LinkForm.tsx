import { Button, Code, CopyButton, Group, Select, Stack, Text } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { client } from "../../../lib/client.ts";
import { exactTime, formatTime } from "../../../lib/format.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";

/** A week is the longest that a signature is good for (S3 user guide, “Sharing objects with presigned URLs”). */
const terms = [
  { value: "900", label: "15 minutes" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
];

/** An address by which anyone can download the object for a while. */
export function LinkForm({ address }: { address: ObjectAddress }) {
  const [seconds, setSeconds] = useState("3600");
  const link = useMutation({
    mutationFn: () => client.objects.link({ ...address, seconds: Number(seconds), versionId: null }),
  });
  return (
    <Stack gap="sm">
      <Text size="sm">Whoever has the link can download the object until it expires, without signing in.</Text>
      <Group align="end">
        <Select
          label="Good for"
          data={terms}
          value={seconds}
          allowDeselect={false}
          onChange={(value) => value !== null && setSeconds(value)}
        />
        <Button loading={link.isPending} onClick={() => link.mutate()}>
          Make a link
        </Button>
      </Group>
      {link.isError && <ErrorNotice error={link.error} />}
      {link.data && (
        <>
          <Code block aria-label="Link" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {link.data.url}
          </Code>
          <Group justify="space-between">
            <Term expiresAt={link.data.expiresAt} />
            <CopyButton value={link.data.url}>
              {({ copied, copy }) => (
                <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
                  {copied ? "Copied" : "Copy the link"}
                </Button>
              )}
            </CopyButton>
          </Group>
        </>
      )}
    </Stack>
  );
}

function Term({ expiresAt }: { expiresAt: string | null }) {
  return expiresAt === null ? (
    <Text size="xs" c="dimmed">
      The plain address: this connection signs nothing. It is good for as long as the object is public.
    </Text>
  ) : (
    <Text size="xs" c="dimmed" title={exactTime(expiresAt)}>
      Good until {formatTime(expiresAt)}, or until your session ends if that is earlier.
    </Text>
  );
}
