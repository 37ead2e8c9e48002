import { Button, Code, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconCloudDownload } from "@tabler/icons-react";
import type { Execution } from "../../../../shared/contract/query.ts";
import { exactBytes, formatBytes } from "../../../lib/format.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useAttachAgain } from "../engine/use-attach.ts";

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
export function FailedView({ execution, onRunAgain }: FailedViewProps) {
  const { error, sql, athena } = execution;
  if (athena?.executionId != null && error?.code !== "QUERY_FAILED") {
    return <LeftInAthena execution={execution} onRunAgain={onRunAgain} />;
  }
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
    </ErrorNotice>
  );
}

/** The wait failed, and Athena goes on or has ended since: to attach costs nothing, to run it again does. */
function LeftInAthena({ execution, onRunAgain }: FailedViewProps) {
  const attach = useAttachAgain(execution);
  return (
    <ErrorNotice
      error={attach.error ?? execution.error}
      retryLabel="Attach to it again"
      isRetrying={attach.isPending}
      onRetry={() => attach.mutate()}
    >
      {execution.error?.retryable && (
        <Button variant="default" onClick={() => onRunAgain()}>
          Run it again
        </Button>
      )}
    </ErrorNotice>
  );
}
