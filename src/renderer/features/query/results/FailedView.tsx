import { Button, Code, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconCloudDownload } from "@tabler/icons-react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { exactBytes, formatBytes } from "../../../lib/format.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { showError } from "../../../ui/show-error.ts";
import { useAttachTo } from "../engine/use-attach.ts";

const SHOWN_SQL = 2_000;

/** What the person has said before a statement is run again. */
export interface RunAgainOptions {
  confirmedWrite?: boolean;
  allowBytes?: number;
}

interface FailedViewProps {
  execution: Execution;
  onRunAgain: (how?: RunAgainOptions) => void;
}

/** How many bytes are known at first by what is found: a little more is still what the person wanted. */
const ALLOWANCE = 1.1;

/** Why an execution has no result, and the ways on: again, on purpose, or attached to what goes on in Athena. */
export function FailedView({ execution: { error, sql, athena }, onRunAgain }: FailedViewProps) {
  const attachTo = useAttachTo();
  const athenaId = athena?.executionId ?? null;
  const mayGoOn = athenaId !== null && error?.code !== "QUERY_FAILED";
  const bytes = error?.code === "TOO_LARGE" && error.details?.["askable"] === true ? error.details["bytes"] : undefined;
  if (typeof bytes === "number") {
    return (
      <EmptyState
        icon={<IconCloudDownload size={22} />}
        title={`This reads ${formatBytes(bytes)} from the lake. Run it?`}
        action={
          <Button title={exactBytes(bytes)} onClick={() => onRunAgain({ allowBytes: bytes * ALLOWANCE })}>
            Run it
          </Button>
        }
      >
        {error?.hint}
      </EmptyState>
    );
  }
  const confirm = () =>
    modals.openConfirmModal({
      title: "Run a statement that may write?",
      children: (
        <Stack gap="xs">
          <Text size="sm">{error?.message}</Text>
          <Code block mah={200}>
            {sql.length > SHOWN_SQL ? `${sql.slice(0, SHOWN_SQL)} …` : sql}
          </Code>
        </Stack>
      ),
      labels: { confirm: "Run it", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => onRunAgain({ confirmedWrite: true }),
    });
  return (
    <ErrorNotice error={error} onRetry={error?.retryable ? () => onRunAgain() : undefined}>
      {error?.details?.["confirmable"] === true && (
        <Button variant="default" onClick={confirm}>
          Run it on purpose …
        </Button>
      )}
      {mayGoOn && (
        <Button variant="default" onClick={() => void attachTo(athenaId).catch(showError)}>
          Attach to it again
        </Button>
      )}
    </ErrorNotice>
  );
}
