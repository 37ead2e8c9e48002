import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { errorNumber, fileError } from "../file-errors.ts";

/** What tells a lake from any other folder of its path: the first revision of its definition, which never changes. */
const FIRST_REVISION = join(".lakeshore", "lake", "1.json");

/**
 * The folder that a store stands on, and whether it is still that folder. When a drive is unplugged its folder vanishes, or
 * stays behind empty on another disk; what is written then would be hidden by the drive when it comes back.
 */
export class PresentRoot {
  readonly path: string;
  #identity: string;
  #mark: string | null = null;

  private constructor(path: string, identity: string) {
    this.path = path;
    this.#identity = identity;
  }

  /** `path` is absolute and resolved. */
  static async of(path: string): Promise<PresentRoot> {
    return new PresentRoot(path, await identityOf(path));
  }

  /** UNAVAILABLE when the folder is gone, or another one is in its place. A drive that came back is taken up again. */
  async prove(): Promise<void> {
    const now = await identityOf(this.path).catch((error: unknown) => {
      throw errorNumber(error) === "ENOENT" ? this.#gone(error) : fileError(error, this.path);
    });
    if (now === this.#identity) {
      this.#mark ??= await markOf(this.path);
      return;
    }
    // A drive gets another device number when it is plugged in again.
    if (this.#mark === null || this.#mark !== (await markOf(this.path))) throw this.#gone(null);
    this.#identity = now;
  }

  /** The failure of an operation: that of the folder itself, should it be gone. */
  async explain(error: unknown, key: string): Promise<Error> {
    const known = fileError(error, key);
    if (!(known instanceof AppError && known.code === "NOT_FOUND")) return known;
    return this.prove().then(
      () => known,
      (cause: unknown) => (cause instanceof Error ? cause : known),
    );
  }

  #gone(cause: unknown): AppError {
    return new AppError("UNAVAILABLE", `The folder of the lake, “${this.path}”, is not there any more.`, {
      hint: "Connect its drive again, or put the folder back, then retry.",
      retryable: true,
      cause,
    });
  }
}

/** Device and number of a folder (stat(2)), which no other folder has as long as it exists. */
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev} ${ino}`;
}

async function markOf(path: string): Promise<string | null> {
  return readFile(join(path, FIRST_REVISION), "utf8").catch(() => null);
}
