import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { procedure } from "./base.ts";

export const HostInfo = z.object({
  kind: z.enum(["desktop", "browser"]),
  version: z.string(),
  platform: z.enum(["linux", "darwin", "win32", "other"]),
  /** What this host can do; where false the interface offers the other way (a path field, a download). */
  can: z.object({
    chooseWithNativeDialog: z.boolean(),
    readDroppedPaths: z.boolean(),
    reveal: z.boolean(),
    openAddress: z.boolean(),
    /** Where false, secret keys are kept until the app ends. */
    keepSecrets: z.boolean(),
  }),
  homeFolder: z.string(),
  /** The lake named on the command line, to be opened at start. */
  startLakePath: z.string().nullable(),
});
export type HostInfo = z.infer<typeof HostInfo>;

export const EngineStatus = z.object({
  role: z.enum(["questions", "files"]),
  state: z.enum(["starting", "ready", "busy", "unresponsive", "restarting", "stopped"]),
  restarts: z.int(),
  /** Resident memory of the process in bytes, when known. */
  memoryBytes: z.number().nullable(),
  memoryLimitBytes: z.number(),
  lastFailure: z.string().nullable(),
});
export type EngineStatus = z.infer<typeof EngineStatus>;

const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string(), isLake: z.boolean() })),
});

/** What the shell around the app does, and how its parts are. */
export const hostContract = {
  info: procedure.output(HostInfo),
  /** Native dialogs; null when the person cancels. UNSUPPORTED where `can.chooseWithNativeDialog` is false. */
  chooseFolder: procedure.input(z.object({ title: z.string() })).output(z.string().nullable()),
  chooseFiles: procedure
    .input(z.object({ title: z.string(), folders: z.boolean() }))
    .output(z.array(z.string()).nullable()),
  chooseSaveFile: procedure
    .input(z.object({ title: z.string(), suggestedName: z.string(), extensions: z.array(z.string()) }))
    .output(z.string().nullable()),
  /** The folders of a folder on the machine that runs Lakeshore, for hosts without a native dialog. */
  listFolders: procedure.input(z.object({ path: z.string().nullable() })).output(FolderListing),
  /** Shows a file in the system's file manager. */
  reveal: procedure.input(z.object({ path: z.string() })).output(z.void()),
  /** Opens a page in the person's browser. UNSUPPORTED where `can.openAddress` is false: there a link does it. */
  openAddress: procedure.input(z.object({ url: z.url({ protocol: /^https$/ }) })).output(z.void()),
  engines: procedure.output(eventIterator(z.array(EngineStatus))),
};
