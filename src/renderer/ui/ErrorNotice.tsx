import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { appErrorOf } from "../lib/app-error-of.ts";
import { onSignedIn } from "../lib/sign-ins.ts";
import { SignInButton } from "./SignInButton.tsx";

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  retryLabel?: string;
  isRetrying?: boolean;
  /** False where the person is signing in already. */
  offersSignIn?: boolean;
  /** True where something else goes on after a sign-in, so that nothing is tried twice. */
  goesOnItself?: boolean;
  /** Other ways on. */
  children?: ReactNode;
}

/** What happened, what to do about it, and a way to try again. What wants a sign-in is tried again after it. */
export function ErrorNotice({
  error,
  onRetry,
  retryLabel = "Try again",
  isRetrying = false,
  offersSignIn = true,
  goesOnItself = false,
  children,
}: ErrorNoticeProps) {
  const { message, hint, code, details } = appErrorOf(error);
  const wantsSignIn = offersSignIn && code === "AUTH_REQUIRED";
  const retry = wantsSignIn && !goesOnItself ? onRetry : undefined;
  useEffect(() => (retry ? onSignedIn(retry) : undefined), [retry]);
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
      <Group gap="xs" mt={onRetry || children || wantsSignIn ? "xs" : 0}>
        {wantsSignIn && <SignInButton connectionId={details?.["connectionId"]} />}
        {onRetry && (
          <Button variant="default" loading={isRetrying} onClick={onRetry}>
            {retryLabel}
          </Button>
        )}
        {children}
      </Group>
    </Alert>
  );
}
