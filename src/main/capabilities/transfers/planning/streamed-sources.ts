import type { UploadSource } from "../../../../shared/contract/transfers.ts";
import { type Finding, skipped } from "./findings.ts";
import { judgeName } from "./upload-names.ts";

type StreamSource = Extract<UploadSource, { kind: "stream" }>;

/** Files whose bytes the browser will send, and empty folders it has found. `folder` is where everything goes. */
export function* streamedSources(sources: Iterable<StreamSource>, folder: string): Generator<Finding> {
  for (const { relativePath, size, modified } of sources) {
    const path = folder + relativePath;
    const isFolder = relativePath.endsWith("/");
    const verdicts = (isFolder ? relativePath.slice(0, -1) : relativePath).split("/").map(judgeName);
    const refusal = verdicts.find((verdict) => !verdict.take);
    if (refusal) {
      yield skipped(path, refusal.reason);
    } else if (!Number.isSafeInteger(size)) {
      yield skipped(path, "Its size is not known.");
    } else {
      const warning = verdicts.findLast((verdict) => verdict.take && verdict.warning !== null);
      if (warning?.take && warning.warning !== null) {
        yield { kind: "problem", path, reason: warning.warning, willSkip: false };
      }
      const at = modified === null ? null : Date.parse(modified);
      yield { kind: "item", path, source: null, size: isFolder ? 0 : size, modified: isFolder ? null : at };
    }
  }
}
