import type { FolderPlace, S3Place } from "../../shared/domain/lake-place.ts";
import type { LakeSites } from "./ports.ts";

interface KindsOfSites {
  folder: LakeSites<FolderPlace>;
  /** Loaded when a place of its kind is asked for: the SDK behind it takes its time to load. */
  s3: () => Promise<LakeSites<S3Place>>;
}

/** All places where lakes can be, each answered by those of its kind. */
export function lakeSites({ folder, s3 }: KindsOfSites): LakeSites {
  return {
    at: async (place) => (place.kind === "folder" ? folder.at(place) : (await s3()).at(place)),
    close: () => folder.close(),
  };
}
