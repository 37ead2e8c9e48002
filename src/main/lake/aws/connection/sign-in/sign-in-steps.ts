import type { SignInStep } from "../../../../../shared/contract/connections.ts";
import { AppError } from "../../../../../shared/domain/app-error.ts";
import type { AwsConnection } from "../aws-connection.ts";
import { signInByDevice } from "./device-sign-in.ts";
import type { MfaPrompt, MfaPrompts } from "./mfa-prompts.ts";
import { ssoSessionOf } from "./sso-session.ts";

type Options = { signal: AbortSignal };

/** Signs in anew, asking the person where that is needed; ends with who they are. AUTH_REQUIRED when it failed. */
export async function* signInSteps(
  connection: AwsConnection,
  prompts: MfaPrompts,
  options: Options,
): AsyncGenerator<SignInStep, void, undefined> {
  connection.forgetCredentials();
  const session = await ssoSessionOf(connection.settings);
  if (session && !(await isSignedIn(connection))) {
    options.signal.throwIfAborted();
    yield* signInByDevice(session, { requestHandler: connection.signInHandler, ...options });
    connection.forgetCredentials();
  }
  yield* askingForCodes(connection, prompts, options);
  yield { kind: "done", principal: await connection.principal(options) };
}

/** Whether the token of an earlier sign-in, here or in the AWS CLI, is still good. */
async function isSignedIn(connection: AwsConnection): Promise<boolean> {
  return connection.credentials().then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "AUTH_REQUIRED") return false;
      throw error;
    },
  );
}

async function* askingForCodes(
  connection: AwsConnection,
  prompts: MfaPrompts,
  { signal }: Options,
): AsyncGenerator<SignInStep, void, undefined> {
  let next = Promise.withResolvers<MfaPrompt>();
  const stopAsking = connection.askForCodes((serial) => {
    const prompt = prompts.ask(serial, signal);
    next.resolve(prompt);
    return prompt.code;
  });
  const signedIn = connection.credentials().then(() => null);
  try {
    for (;;) {
      const prompt = await Promise.race([next.promise, signedIn]);
      if (prompt === null) return;
      next = Promise.withResolvers<MfaPrompt>();
      yield { kind: "mfa", promptId: prompt.promptId, serial: prompt.serial };
    }
  } finally {
    stopAsking();
    // When the reader leaves, the prompt ends with the signal of the call, and the sign-in with it.
    signedIn.catch(() => undefined);
  }
}
