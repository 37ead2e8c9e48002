import { IconCloudOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLake } from "../../app/lake-context.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useManaged } from "./use-managed.ts";

/** Shows what only a catalog service has, or why this lake has it not. */
export function ManagedOnly({ what, children }: { what: string; children: ReactNode }) {
  const { summary } = useLake();
  const { data, isError, error, refetch } = useManaged(summary.id);
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  if (data.available) return children;
  return (
    <EmptyState icon={<IconCloudOff size={22} />} title={`${what} are not available here`}>
      {data.reason}
    </EmptyState>
  );
}
