import { notifications } from "@mantine/notifications";
import { createElement, Fragment } from "react";
import { isCancellation } from "../../shared/domain/app-error.ts";
import { appErrorOf } from "../lib/app-error-of.ts";
import { SignInButton } from "./SignInButton.tsx";

/** Tells of a failure that has no place of its own on the page. What the person cancelled is no failure. */
export function showError(error: unknown): void {
  if (isCancellation(error)) return;
  const { message, hint = "", code, details } = appErrorOf(error);
  const signIn = code === "AUTH_REQUIRED" && createElement(SignInButton, { connectionId: details?.["connectionId"] });
  const body = createElement(Fragment, null, hint, signIn);
  notifications.show({ color: "red", title: message, message: body, autoClose: 12_000 });
}
