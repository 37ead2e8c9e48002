import type { ConnectionDraft } from "./connection-draft.ts";

/** What every group of fields of a connection is given. */
export interface DraftProps {
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
}
