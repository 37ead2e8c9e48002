import { Button } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { Link } from "wouter";
import { type ObjectAddress, isFolderPath } from "../../../shared/domain/object-address.ts";
import { appErrorOf } from "../../lib/app-error-of.ts";
import { zonePath } from "../../lib/paths.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";

interface NoPreviewProps {
  address: ObjectAddress;
  error: unknown;
  onRetry: () => void;
}

/** Stands where a preview would: a folder that is no dataset is nothing wrong, anything else is. */
export function NoPreview({ address, error, onRetry }: NoPreviewProps) {
  const { code, message, hint } = appErrorOf(error);
  if (code !== "UNSUPPORTED" || !isFolderPath(address.path)) return <ErrorNotice error={error} onRetry={onRetry} />;
  const to = zonePath(address.lakeId, address.zoneId, address.path);
  return (
    <EmptyState icon={<IconFolder size={22} />} title={message}>
      <p>{hint}</p>
      <Button component={Link} variant="default" to={to} href={to}>
        Open the folder
      </Button>
    </EmptyState>
  );
}
