import { z } from "zod";

/** Where a lake is. */
export const LakePlace = z.discriminatedUnion("kind", [
  /** A folder of this machine; its full path. */
  z.object({ kind: z.literal("folder"), path: z.string().min(1) }),
]);
export type LakePlace = z.infer<typeof LakePlace>;
export type FolderPlace = Extract<LakePlace, { kind: "folder" }>;

/** The place as people read it. */
export function locationOf(place: LakePlace): string {
  return place.path;
}

export function folderPlace(path: string): FolderPlace {
  return { kind: "folder", path };
}
