import { homedir } from "node:os";
import { implement } from "@orpc/server";
import { hostContract, type HostInfo } from "../../../shared/contract/host.ts";
import type { Engine } from "../../engine/engine.ts";
import type { HostServices } from "../../host-services.ts";
import { EngineStatuses } from "./engine-statuses.ts";
import { listFolders } from "./folder-listing.ts";

/** Procedures of the shell around the app. */
export function hostRouter(host: HostServices, engines: readonly Engine[]) {
  const os = implement(hostContract);
  const statuses = new EngineStatuses(engines);
  return {
    info: os.info.handler(() => hostInfo(host)),
    chooseFolder: os.chooseFolder.handler(({ input }) => host.chooseFolder(input.title)),
    chooseFiles: os.chooseFiles.handler(({ input }) => host.chooseFiles(input.title, input.folders)),
    chooseSaveFile: os.chooseSaveFile.handler(({ input }) =>
      host.chooseSaveFile(input.title, input.suggestedName, input.extensions),
    ),
    listFolders: os.listFolders.handler(({ input, signal }) => listFolders(input.path ?? homedir(), signal)),
    reveal: os.reveal.handler(({ input }) => host.reveal(input.path)),
    openAddress: os.openAddress.handler(({ input }) => host.openAddress(input.url)),
    engines: os.engines.handler(({ signal }) => statuses.follow(signal)),
  };
}

function hostInfo(host: HostServices): HostInfo {
  const { platform } = process;
  const isDesktop = host.kind === "desktop";
  return {
    kind: host.kind,
    version: host.version,
    platform: platform === "linux" || platform === "darwin" || platform === "win32" ? platform : "other",
    can: {
      chooseWithNativeDialog: isDesktop,
      readDroppedPaths: isDesktop,
      reveal: isDesktop,
      openAddress: isDesktop,
      keepSecrets: host.secrets.keepsSecrets(),
    },
    homeFolder: homedir(),
    startLakePath: host.startLakePath,
  };
}
