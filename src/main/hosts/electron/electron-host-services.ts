import { stat } from "node:fs/promises";
import { join } from "node:path";
import { dialog, safeStorage, shell, type BrowserWindow, type OpenDialogOptions } from "electron";
import { AppError } from "../../../shared/domain/app-error.ts";
import type { HostPaths, HostServices } from "../../host-services.ts";
import { EncryptedSecrets, type Keychain } from "../encrypted-secrets.ts";
import { forkEngine } from "./fork-engine.ts";

interface ElectronHostParts {
  version: string;
  startLakePath: string | null;
  paths: HostPaths;
  /** The window that dialogs belong to; null while none is open. */
  window: () => BrowserWindow | null;
}

/** What a desktop app can do. Files are read from and written to paths that the person chose. */
export function electronHostServices({ window, ...facts }: ElectronHostParts): HostServices {
  const choose = async (options: OpenDialogOptions): Promise<string[] | null> => {
    const owner = window();
    const { canceled, filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return canceled ? null : filePaths;
  };
  return {
    kind: "desktop",
    ...facts,
    secrets: new EncryptedSecrets(join(facts.paths.userData, "secrets.json"), systemKeychain),
    forkEngine,
    async chooseFolder(title) {
      const paths = await choose({ title, properties: ["openDirectory", "createDirectory"] });
      return paths?.[0] ?? null;
    },
    // Windows and Linux have no dialog that takes files and folders alike (electronjs.org/docs/latest/api/dialog).
    chooseFiles: (title, folders) =>
      choose({ title, properties: [folders ? "openDirectory" : "openFile", "multiSelections"] }),
    async chooseSaveFile(title, suggestedName, extensions) {
      const filters = extensions.map((extension) => ({ name: extension.toUpperCase(), extensions: [extension] }));
      const options = { title, defaultPath: suggestedName, filters };
      const owner = window();
      const { canceled, filePath } = await (owner
        ? dialog.showSaveDialog(owner, options)
        : dialog.showSaveDialog(options));
      return canceled ? null : filePath;
    },
    async reveal(path) {
      await stat(path).catch((cause: unknown) => {
        throw new AppError("NOT_FOUND", `${path} is not there any more.`, { details: { path }, cause });
      });
      shell.showItemInFolder(path);
    },
    openAddress: (url) => shell.openExternal(url),
    offerDownload: null,
    acceptUpload: null,
  };
}

const systemKeychain: Keychain = {
  // With "basic_text" Chromium encrypts with a password that is in its source
  // (electronjs.org/docs/latest/api/safe-storage, getSelectedStorageBackend).
  isSafe: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text"),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(bytes),
};
