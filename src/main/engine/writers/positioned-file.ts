import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

/** A new file that is written from start to end and whose early bytes can be written over. */
export class PositionedFile {
  readonly #handle: FileHandle;
  /** Bytes written so far: where `append` goes on. */
  length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Creates the file, runs `write` on it and closes it, whatever happens. EEXIST if it is there already. */
  static async create(path: string, write: (file: PositionedFile) => Promise<void>): Promise<void> {
    const handle = await open(path, "wx");
    try {
      await write(new PositionedFile(handle));
    } finally {
      await handle.close();
    }
  }

  async append(bytes: Uint8Array): Promise<void> {
    const position = this.length;
    this.length += bytes.length;
    await this.overwrite(bytes, position);
  }

  async overwrite(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }
}
