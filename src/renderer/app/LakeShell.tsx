import { Center, Loader } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useLocation } from "wouter";
import type { LakeState } from "../../shared/contract/lakes.ts";
import { client } from "../lib/client.ts";
import { useSignIns } from "../lib/sign-ins.ts";
import { useStream } from "../lib/use-stream.ts";
import { LakeProblem, ZoneSettingsDialog } from "../features/lakes/index.ts";
import { useQueryCommandsAnywhere } from "../features/query/index.ts";
import { useExportNotices } from "../features/snapshots/index.ts";
import { CommandPalette } from "./CommandPalette.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LakeContext } from "./lake-context.ts";
import classes from "./LakeShell.module.css";
import { LakeRoutes } from "./LakeRoutes.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { useLakeCommands } from "./use-lake-commands.ts";

/** Opens a lake and shows it: the side bar, and what the address names beside it. */
export function LakeShell({ lakeId }: { lakeId: string }) {
  const [location] = useLocation();
  const opened = useQuery({
    queryKey: ["lake", lakeId],
    queryFn: () => client.lakes.reopen({ lakeId }),
    staleTime: Infinity,
  });
  const isOpen = opened.isSuccess;
  const followed = useStream(
    useCallback(
      async (options: { signal: AbortSignal }) => (isOpen ? client.lakes.watch({ lakeId }, options) : nothing()),
      [lakeId, isOpen],
    ),
  );
  const lake = followed.value ?? opened.data;
  const queries = useQueryClient();
  useEffect(() => {
    if (followed.value) queries.setQueryData(["lake", lakeId], followed.value);
  }, [queries, lakeId, followed.value]);

  useCurrentConnection(lake);

  if (opened.isError) return <LakeProblem lakeId={lakeId} error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!lake) return <Center h="100%">{<Loader aria-label="Opening the lake" />}</Center>;
  return (
    <LakeContext value={lake}>
      <div className={classes["shell"]}>
        <Sidebar />
        <LakeCommands />
        <main className={classes["main"]}>
          <ErrorBoundary place={location}>
            <LakeRoutes />
          </ErrorBoundary>
        </main>
      </div>
      <CommandPalette />
      <ZoneSettingsDialog />
    </LakeContext>
  );
}

/** Errors of the lake that name no connection mean its own. */
function useCurrentConnection(lake: LakeState | undefined): void {
  const place = lake?.summary.place;
  const connectionId = place?.kind === "s3" ? place.connectionId : null;
  const { setCurrent } = useSignIns();
  useEffect(() => {
    setCurrent(connectionId);
    return () => setCurrent(null);
  }, [setCurrent, connectionId]);
}

function LakeCommands() {
  useLakeCommands();
  useQueryCommandsAnywhere();
  useExportNotices();
  return null;
}

async function* nothing(): AsyncGenerator<never> {
  // Nothing to follow until the lake is open.
}
