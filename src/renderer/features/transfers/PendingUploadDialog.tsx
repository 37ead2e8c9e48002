import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ConflictPolicy, UploadPlan } from "../../../shared/contract/transfers.ts";
import { exactBytes, formatBytes, plural } from "../../lib/format.ts";
import { ConflictChoices } from "./ConflictChoices.tsx";
import { useFolderLabel } from "./folder-label.ts";
import { type PendingUpload, usePendingUploads } from "./pending-uploads.ts";
import { ProblemList } from "./ProblemList.tsx";

/** What has to be decided before an upload moves a byte; one upload after another. */
export function PendingUploadDialog() {
  const pending = usePendingUploads((store) => store.pending);
  const deciding = pending.find(({ plan, stage }) => stage === "deciding" && plan !== null);
  return deciding?.plan ? <DecisionDialog key={deciding.id} upload={deciding} plan={deciding.plan} /> : null;
}

function DecisionDialog({ upload, plan }: { upload: PendingUpload; plan: UploadPlan }) {
  const [conflict, setConflict] = useState<ConflictPolicy>("keep-both");
  const [perPath, setPerPath] = useState<Record<string, ConflictPolicy>>({});
  const label = useFolderLabel(upload.destination);
  const skipped = plan.problems.filter(({ willSkip }) => willSkip);
  const others = plan.problems.filter(({ willSkip }) => !willSkip);
  const untold = plan.problemCount - plan.problems.length;
  const giveUp = () => upload.settle(null);
  const isEmpty = plan.files === 0 && others.length === 0;
  return (
    <Modal opened onClose={giveUp} title={`Upload to ${label}`} size="xl">
      <Stack gap="sm">
        <Text size="sm">
          {isEmpty ? (
            "Nothing of this can be uploaded."
          ) : (
            <>
              <b>{plural(plan.files, "file")}</b>, <b title={exactBytes(plan.bytes)}>{formatBytes(plan.bytes)}</b>.
              Nothing has moved yet.
            </>
          )}
        </Text>
        {plan.conflictCount > 0 && (
          <ConflictChoices
            plan={plan}
            conflict={conflict}
            onConflict={setConflict}
            perPath={perPath}
            onPerPath={setPerPath}
          />
        )}
        <ProblemList title="Not uploaded" problems={skipped} />
        <ProblemList title="Worth knowing before it begins" problems={others} />
        {untold > 0 && (
          <Text size="xs" c="dimmed">
            and {plural(untold, "problem")} more
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={giveUp}>
            {isEmpty ? "Close" : "Cancel"}
          </Button>
          {!isEmpty && (
            <Button onClick={() => upload.settle({ conflict, perPath })} data-autofocus>
              Upload
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
