import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { appErrorOf } from "../lib/app-error-of.ts";

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Other ways on. */
  children?: ReactNode;
}

/** What happened, what to do about it, and a way to try again. */
export function ErrorNotice({ error, onRetry, children }: ErrorNoticeProps) {
  const { message, hint, code } = appErrorOf(error);
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      role="alert"
      data-code={code}
      m="sm"
      title={message}
    >
      {hint && <Text size="sm">{hint}</Text>}
      <Group gap="xs" mt={onRetry || children ? "xs" : 0}>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </Group>
    </Alert>
  );
}
