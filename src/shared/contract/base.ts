import { oc } from "@orpc/contract";
import { AppErrorData } from "../domain/app-error.ts";

/** Every procedure starts here: what fails, fails as an `AppError` (see domain/app-error.ts). */
export const procedure = oc.errors({ APP_ERROR: { status: 422, data: AppErrorData } });
