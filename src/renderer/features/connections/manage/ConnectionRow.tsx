import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import classes from "../connections.module.css";
import { signInWords } from "../draft/sign-in-words.ts";
import { presetOf, storeOf } from "../draft/store-presets.ts";

/** A connection in a list: its name, where it leads and who signs in. */
export function ConnectionRow({ connection, children }: { connection: ConnectionSummary; children: ReactNode }) {
  const { name, endpoint, region, signIn, hasSecret } = connection;
  const where = endpoint ? endpoint.url : `${presetOf(storeOf(null)).label}, ${region}`;
  return (
    <div className={classes["connection"]} data-connection={name}>
      <div>
        <Text fw={500} truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate title={`${where} · ${signInWords(signIn)}`}>
          {where} · {signInWords(signIn)}
          {hasSecret === false && " · secret key not known"}
        </Text>
      </div>
      {children}
    </div>
  );
}
