import { Stack } from "@mantine/core";
import type { TableSubject } from "../../../shared/domain/knowledge.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Description } from "./Description.tsx";
import { Terms } from "./Terms.tsx";
import { useTableKnowledge } from "./use-knowledge.ts";

interface ColumnKnowledgeProps {
  table: TableSubject;
  column: string;
  catalogText: string;
  onCatalogChange: (text: string) => Promise<unknown>;
}

/** What a column means: its description, and the terms that it is linked to. */
export function ColumnKnowledge({ table, column, catalogText, onCatalogChange }: ColumnKnowledgeProps) {
  const { data, isError, error, refetch } = useTableKnowledge(table);
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const known = data.columns.find(({ name }) => name === column);
  const subject = { table, column };
  return (
    <Stack gap="md">
      <Description
        subject={subject}
        label={`Description of ${column}`}
        placeholder="Say what this column means."
        versions={known?.description ?? { seen: [], values: [] }}
        catalogText={catalogText}
        onCatalogChange={onCatalogChange}
      />
      <Terms subject={subject} terms={known?.terms ?? []} />
    </Stack>
  );
}
