import { compose } from "../../compose.ts";
import { prepareHostPaths, type BuiltFolders } from "../host-paths.ts";
import { keepLogFile } from "../log-file.ts";
import { RendererFiles } from "../renderer-files.ts";
import { createRpcServer } from "../transport/rpc-server.ts";
import { ownUserData } from "../user-data-owner.ts";
import { Access } from "./access.ts";
import { Downloads } from "./downloads.ts";
import { createHttpServer, listen } from "./http-server.ts";
import { RpcSockets } from "./rpc-sockets.ts";
import { Uploads } from "./uploads.ts";
import { webHostServices } from "./web-host-services.ts";

export interface WebHostOptions {
  version: string;
  userData: string;
  startLakePath: string | null;
  /** Null takes `preferredPort`, or any free one when that is in use. */
  port: number | null;
  rendererFolder: string;
  built: BuiltFolders;
}

export interface WebHost {
  /** With the token. */
  url: string;
  close: () => Promise<void>;
}

/** Stays the same from start to start, so that what the browser keeps for the page (its theme) stays too. */
const preferredPort = 4617;

/** CONFLICT when another process has the user-data folder, or the port that was asked for. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const ownership = ownUserData(options.userData, "browser");
  const closing: (() => Promise<void> | void)[] = [() => ownership.release()];
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    keepLogFile(options.userData);
    const { version, startLakePath } = options;
    const files = await RendererFiles.read(options.rendererFolder);
    const paths = await prepareHostPaths(options.userData, options.built);
    const uploads = new Uploads();
    const downloads = new Downloads();
    const app = compose(webHostServices({ version, startLakePath, paths, uploads, downloads }));
    closing.push(() => app.close());
    const access = new Access();
    const sockets = new RpcSockets(createRpcServer(app.router));
    const server = createHttpServer({ access, files, uploads, downloads, sockets });
    const port = await listenAnywhere(server, options.port);
    closing.push(() => {
      sockets.close();
      server.close();
      server.closeAllConnections();
    });
    const url = `http://127.0.0.1:${port}/?token=${access.token}`;
    ownership.announce(url);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listenAnywhere(server: ReturnType<typeof createHttpServer>, port: number | null): Promise<number> {
  if (port !== null) return listen(server, port);
  return listen(server, preferredPort).catch(() => listen(server, 0));
}
