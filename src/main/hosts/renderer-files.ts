import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { AppError } from "../../shared/domain/app-error.ts";

const mediaTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

export interface RendererFile {
  path: string;
  mediaType: string;
  /** Its name carries a hash of its content. */
  immutable: boolean;
}

/**
 * The files of the built renderer, by URL path. Only what was found here when the app started is ever served, so that
 * no address can lead out of the folder; links are left out.
 */
export class RendererFiles {
  readonly #files: ReadonlyMap<string, RendererFile>;
  readonly #indexHtml: string;

  private constructor(files: ReadonlyMap<string, RendererFile>, indexHtml: string) {
    this.#files = files;
    this.#indexHtml = indexHtml;
  }

  /** NOT_FOUND when the renderer has not been built. */
  static async read(folder: string): Promise<RendererFiles> {
    const indexHtml = await readFile(join(folder, "index.html"), "utf8").catch((cause: unknown) => {
      throw new AppError("NOT_FOUND", `The built pages are missing from ${folder}.`, {
        hint: "Run `npm start`, which builds them.",
        cause,
      });
    });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = new Map<string, RendererFile>();
    for (const entry of entries.filter((found) => found.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const urlPath = `/${relative(folder, path).split(sep).join("/")}`;
      const mediaType = mediaTypes[extname(path)];
      if (mediaType && urlPath !== "/index.html") {
        files.set(urlPath, { path, mediaType, immutable: urlPath.startsWith("/assets/") });
      }
    }
    return new RendererFiles(files, indexHtml);
  }

  /** Takes the decoded path of a URL. */
  get(urlPath: string): RendererFile | undefined {
    return this.#files.get(urlPath);
  }

  get indexHtml(): string {
    return this.#indexHtml;
  }
}
