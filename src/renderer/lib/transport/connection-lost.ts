import { AppError } from "../../../shared/domain/app-error.ts";

/** The page cannot reach the app; it tries again by itself. */
export function connectionLost(): AppError {
  return new AppError("UNAVAILABLE", "The connection to Lakeshore was lost.", {
    hint: "It is tried again by itself. If it stays like this, look whether Lakeshore still runs.",
    retryable: true,
    details: { lost: "app" },
  });
}

/** True for that alone: a store that cannot be reached is UNAVAILABLE too, and is to be told, not asked for ever. */
export function isConnectionLost({ code, details }: AppError): boolean {
  return code === "UNAVAILABLE" && details?.["lost"] === "app";
}
