import { Button, Group, Loader, Text } from "@mantine/core";
import { IconPlus, IconTags } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import { ClassifierEditor } from "./ClassifierEditor.tsx";
import { ClassifierRow } from "./ClassifierRow.tsx";
import classes from "./classifiers.module.css";
import { useClassifiers } from "./use-classifiers.ts";

const ROW = 76;

/** The lake's own classifiers, or one of them as it is written. `onEditing` is told which. */
export function ClassifierPanel({ onEditing }: { onEditing: (isEditing: boolean) => void }) {
  const { data, isError, error, refetch } = useClassifiers();
  /** Id of the one that is edited; "new" is one that is not there yet. */
  const [edited, setEdited] = useState<string | null>(null);
  const edit = (id: string | null) => {
    setEdited(id);
    onEditing(id !== null);
  };
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loader size="sm" aria-label="Reading the classifiers" />;
  if (edited !== null) {
    const kept = data.find(({ classifier }) => classifier.id === edited) ?? null;
    return <ClassifierEditor key={edited} kept={kept} onDone={() => edit(null)} />;
  }
  const create = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => edit("new")}>
      New classifier
    </Button>
  );
  if (data.length === 0) {
    return (
      <EmptyState icon={<IconTags size={22} />} title="No classifiers yet" action={create}>
        Tell scans what your own kinds of values look like, such as customer numbers: by a pattern, or by a list of
        words. Everyone who works on the lake has them.
      </EmptyState>
    );
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text size="sm" c="dimmed">
          They count from the next scan on.
        </Text>
        {create}
      </Group>
      <div className={classes["list"]}>
        <VirtualList
          label="Classifiers"
          count={data.length}
          rowHeight={ROW}
          keyOf={(index) => data[index]?.classifier.id ?? String(index)}
          renderRow={(index) => {
            const kept = data[index];
            return kept && <ClassifierRow kept={kept} onEdit={() => edit(kept.classifier.id)} />;
          }}
        />
      </div>
    </>
  );
}
