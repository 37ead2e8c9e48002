import { AppError } from "../../../shared/domain/app-error.ts";

/** The files of a result set are not what was written. */
export class DamagedResult extends AppError {
  constructor() {
    super("DAMAGED", "The kept result cannot be read.", { hint: "Run the query again." });
  }
}
