import { Button } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { useSignIns } from "../lib/sign-ins.ts";

/** Lets the person sign in to the connection that an error names, else to the one of the lake. */
export function SignInButton({ connectionId }: { connectionId: unknown }) {
  const { current, ask } = useSignIns();
  const wanted = typeof connectionId === "string" ? connectionId : current;
  if (wanted === null) return null;
  return (
    <Button leftSection={<IconLogin2 size={14} />} onClick={() => ask(wanted)}>
      Sign in
    </Button>
  );
}
