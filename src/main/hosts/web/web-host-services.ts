import { AppError } from "../../../shared/domain/app-error.ts";
import type { HostPaths, HostServices } from "../../host-services.ts";
import { SessionSecrets } from "../session-secrets.ts";
import type { Downloads } from "./downloads.ts";
import { forkEngine } from "./fork-engine.ts";
import type { Uploads } from "./uploads.ts";

interface WebHostParts {
  version: string;
  startLakePath: string | null;
  paths: HostPaths;
  uploads: Uploads;
  downloads: Downloads;
}

/** What a browser host can do: everything but native dialogs and the file manager. */
export function webHostServices({ uploads, downloads, ...facts }: WebHostParts): HostServices {
  return {
    kind: "browser",
    ...facts,
    secrets: new SessionSecrets(),
    forkEngine,
    chooseFolder: () => Promise.reject(onlyOnDesktop("A system dialog")),
    chooseFiles: () => Promise.reject(onlyOnDesktop("A system dialog")),
    chooseSaveFile: () => Promise.reject(onlyOnDesktop("A system dialog")),
    reveal: () => Promise.reject(onlyOnDesktop("The system's file manager")),
    openAddress: () => Promise.reject(onlyOnDesktop("The system's browser")),
    offerDownload: downloads.offer,
    acceptUpload: uploads.accept,
  };
}

function onlyOnDesktop(what: string): AppError {
  return new AppError("UNSUPPORTED", `${what} can be opened by the desktop app only.`);
}
