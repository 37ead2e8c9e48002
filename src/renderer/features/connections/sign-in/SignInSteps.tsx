import { Group, Loader, Text } from "@mantine/core";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { DeviceCode } from "./DeviceCode.tsx";
import { MfaForm } from "./MfaForm.tsx";
import { useSignIn } from "./use-sign-in.ts";

interface SignInStepsProps {
  connectionId: string;
  onDone: (principal: string) => void;
}

/** What the person has to do to sign in, one thing after the other. */
export function SignInSteps({ connectionId, onDone }: SignInStepsProps) {
  const { step, error, again } = useSignIn(connectionId, onDone);
  if (error) return <ErrorNotice error={error} onRetry={again} offersSignIn={false} />;
  if (step?.kind === "device") return <DeviceCode {...step} onAgain={again} />;
  if (step?.kind === "mfa") return <MfaForm key={step.promptId} promptId={step.promptId} serial={step.serial} />;
  return (
    <Group gap="sm">
      <Loader size={16} />
      <Text size="sm">Signing in …</Text>
    </Group>
  );
}
