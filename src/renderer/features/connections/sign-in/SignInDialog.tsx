import { Loader, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { appErrorOf } from "../../../lib/app-error-of.ts";
import { signedIn, useSignIns } from "../../../lib/sign-ins.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { showError } from "../../../ui/show-error.ts";
import { useConnections } from "../use-connections.ts";
import { SecretForm } from "./SecretForm.tsx";
import { SignInSteps } from "./SignInSteps.tsx";

/** Asks the person to sign in, wherever in the app that is needed, and lets what waited for it go on. */
export function SignInDialog() {
  const { asked } = useSignIns();
  return asked === null ? null : <Asked key={asked} connectionId={asked} />;
}

function Asked({ connectionId }: { connectionId: string }) {
  const { dismiss } = useSignIns();
  const connections = useConnections();
  const connection = connections.data?.find(({ id }) => id === connectionId);
  const isGone = connections.isSuccess && !connections.isFetching && !connection;
  return (
    <Modal opened onClose={dismiss} title={connection ? `Sign in to ${connection.name}` : "Sign in"}>
      {connections.isPending && <Loader />}
      {connections.isError && <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />}
      {isGone && <ErrorNotice error={goneError} />}
      {connection && <SignIn connection={connection} />}
    </Modal>
  );
}

const goneError = {
  code: "NOT_FOUND",
  message: "The connection is not there any more.",
  hint: "Connect to the store again from the start page.",
  retryable: false,
};

function SignIn({ connection }: { connection: ConnectionSummary }) {
  const queries = useQueryClient();
  const onDone = (principal: string) => {
    useSignIns.getState().dismiss();
    notifications.show({ color: "green", title: "Signed in", message: principal });
    signedIn();
    const predicate = ({ state: { error } }: { state: { error: unknown } }) =>
      error !== null && appErrorOf(error).code === "AUTH_REQUIRED";
    queries.refetchQueries({ predicate }).catch(showError);
  };
  const asksForKey = connection.signIn.kind === "keys";
  if (asksForKey) return <SecretForm connection={connection} onDone={onDone} />;
  return <SignInSteps connectionId={connection.id} onDone={onDone} />;
}
