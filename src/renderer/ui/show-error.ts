import { notifications } from "@mantine/notifications";
import { isCancellation } from "../../shared/domain/app-error.ts";
import { appErrorOf } from "../lib/app-error-of.ts";

/** Tells of a failure that has no place of its own on the page. What the person cancelled is no failure. */
export function showError(error: unknown): void {
  if (isCancellation(error)) return;
  const { message, hint } = appErrorOf(error);
  notifications.show({ color: "red", title: message, message: hint ?? "", autoClose: 12_000 });
}
