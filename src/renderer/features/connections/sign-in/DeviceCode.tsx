import { Anchor, Button, CopyButton, Group, Loader, Stack, Text } from "@mantine/core";
import { IconCopy, IconExternalLink } from "@tabler/icons-react";
import { client } from "../../../lib/client.ts";
import { exactTime, formatTime } from "../../../lib/format.ts";
import { useHost } from "../../../lib/host.ts";
import { showError } from "../../../ui/show-error.ts";
import classes from "../connections.module.css";

interface DeviceCodeProps {
  url: string;
  code: string;
  expiresAt: string;
  onAgain: () => void;
}

/** The page where the person signs in, and the code by which both sides know each other. */
export function DeviceCode({ url, code, expiresAt, onAgain }: DeviceCodeProps) {
  const host = useHost();
  return (
    <Stack gap="sm">
      <Text size="sm">Open the sign-in page in your browser, and confirm there that you see this code:</Text>
      <Group gap="md">
        <Text className={classes["code"] ?? ""} aria-label="Code">
          {code}
        </Text>
        <Copy text={code} label="Copy the code" />
      </Group>
      <Group gap="sm">
        {host?.can.openAddress ? (
          <Button
            leftSection={<IconExternalLink size={14} />}
            onClick={() => void client.host.openAddress({ url }).catch(showError)}
          >
            Open the sign-in page
          </Button>
        ) : (
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={14} />}
            data-autofocus
          >
            Open the sign-in page
          </Button>
        )}
        <Copy text={url} label="Copy the address" />
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {url}
      </Text>
      <Group gap="xs">
        <Loader size={14} />
        <Text size="sm" c="dimmed">
          Waiting for you. The code is good until <span title={exactTime(expiresAt)}>{formatTime(expiresAt)}</span>.
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          Get a new code
        </Anchor>
      </Group>
    </Stack>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
          {copied ? "Copied" : label}
        </Button>
      )}
    </CopyButton>
  );
}
