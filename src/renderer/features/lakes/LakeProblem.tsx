import { Button, Container } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";
import { FolderDialog } from "./FolderDialog.tsx";

interface LakeProblemProps {
  lakeId: string;
  error: unknown;
  onRetry: () => void;
}

/** A lake that cannot be opened: why, and what can be done. */
export function LakeProblem({ lakeId, error, onRetry }: LakeProblemProps) {
  const [, navigate] = useLocation();
  const [path, setPath] = useState<string | null>(null);
  const repair = () =>
    client.lakes.recent().then((lakes) => setPath(lakes.find(({ id }) => id === lakeId)?.location ?? null), showError);
  return (
    <Container size="sm" py="xl">
      <ErrorNotice error={error} onRetry={onRetry}>
        {appErrorOf(error).code === "DAMAGED" && <Button onClick={() => void repair()}>Repair …</Button>}
        <Button variant="default" onClick={() => navigate("/")}>
          Other lakes
        </Button>
      </ErrorNotice>
      {path !== null && <FolderDialog path={path} onClose={() => setPath(null)} />}
    </Container>
  );
}
