import { Button, Container } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { LakePlace } from "../../../shared/domain/lake-place.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { client } from "../../lib/client.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";
import { PlaceDialog } from "./PlaceDialog.tsx";

interface LakeProblemProps {
  lakeId: string;
  error: unknown;
  onRetry: () => void;
}

/** A lake that cannot be opened: why, and what can be done. */
export function LakeProblem({ lakeId, error, onRetry }: LakeProblemProps) {
  const [, navigate] = useLocation();
  const [place, setPlace] = useState<LakePlace | null>(null);
  const repair = () =>
    client.lakes.recent().then((lakes) => setPlace(lakes.find(({ id }) => id === lakeId)?.place ?? null), showError);
  return (
    <Container size="sm" py="xl">
      <ErrorNotice error={error} onRetry={onRetry}>
        {appErrorOf(error).code === "DAMAGED" && <Button onClick={() => void repair()}>Repair …</Button>}
        <Button variant="default" onClick={() => navigate("/")}>
          Other lakes
        </Button>
      </ErrorNotice>
      {place !== null && <PlaceDialog place={place} onClose={() => setPlace(null)} />}
    </Container>
  );
}
