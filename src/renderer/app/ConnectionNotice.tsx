import { Notification } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { connectionState, onConnectionChange } from "../lib/client.ts";
import classes from "./ConnectionNotice.module.css";

/** Says that main cannot be reached, as long as that is so. */
export function ConnectionNotice() {
  const state = useSyncExternalStore(onConnectionChange, connectionState);
  if (state !== "lost") return null;
  return (
    <Notification
      className={classes["notice"] ?? ""}
      color="yellow"
      loading
      withCloseButton={false}
      role="status"
      title="The connection was lost"
    >
      Trying again. Work that was under way goes on.
    </Notification>
  );
}
