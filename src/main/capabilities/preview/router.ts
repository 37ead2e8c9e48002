import { implement } from "@orpc/server";
import { previewContract } from "../../../shared/contract/preview.ts";
import type { Previews } from "./previews.ts";

/** Procedures of the preview capability. */
export function previewRouter(previews: Previews) {
  const os = implement(previewContract);
  const never = new AbortController().signal;
  return {
    open: os.open.handler(({ input, signal = never }) => previews.open(input.address, input.options, signal)),
    bytes: os.bytes.handler(({ input, signal = never }) => previews.bytes(input, signal)),
  };
}
