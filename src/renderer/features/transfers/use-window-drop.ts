import { useEffect, useState } from "react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { AppError } from "../../../shared/domain/app-error.ts";
import { useCurrentFolder } from "../../app/current-folder.ts";
import { carriesAddress } from "../../lib/dragged-address.ts";
import { showError } from "../../ui/show-error.ts";
import { type DropAim, aimAt } from "./drop-aim.ts";
import { bringsFiles, gatherDrop } from "./drop-content.ts";
import { offerUpload } from "./pending-uploads.ts";

/** A drag of files over the window; `aim` is null where they cannot be dropped. */
export interface FileDrag {
  aim: DropAim | null;
}

/** Takes drags from outside, wherever in the window; those that begin in the page are left to the page. */
export function useWindowDrop(): FileDrag | null {
  const [drag, setDrag] = useState<FileDrag | null>(null);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let isOurs = false;
    window.addEventListener("dragstart", () => (isOurs = true), { signal });
    window.addEventListener("dragend", () => (isOurs = false), { signal });
    window.addEventListener(
      "dragover",
      (event) => {
        if (!isOurs) setDrag(onDragOver(event));
      },
      { signal },
    );
    // Without a related target it has left the window.
    window.addEventListener("dragleave", (event) => event.relatedTarget === null && setDrag(null), { signal });
    window.addEventListener(
      "drop",
      (event) => {
        setDrag(null);
        if (!isOurs) onDrop(event);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);
  return drag;
}

function onDragOver(event: DragEvent): FileDrag | null {
  const { dataTransfer, target } = event;
  if (!dataTransfer || !isForUs(dataTransfer, target)) return null;
  event.preventDefault();
  dataTransfer.dropEffect = "copy";
  if (!bringsFiles(dataTransfer)) return null;
  return { aim: isBehindDialog(target) ? null : aimAt(target, currentFolder()) };
}

function onDrop(event: DragEvent): void {
  const { dataTransfer, target } = event;
  if (!dataTransfer || !isForUs(dataTransfer, target)) return;
  event.preventDefault();
  if (isBehindDialog(target)) return;
  const aim = aimAt(target, currentFolder());
  if (!bringsFiles(dataTransfer)) showError(notFiles());
  else if (aim) void offerUpload(aim.address, gatherDrop(dataTransfer));
  else showError(noFolder());
}

function currentFolder(): ObjectAddress | null {
  return useCurrentFolder.getState().address;
}

/** Text that is dropped on what can be typed in is meant for that, as is what another window drags out of a lake. */
function isForUs(transfer: DataTransfer, target: EventTarget | null): boolean {
  if (carriesAddress(transfer)) return false;
  return bringsFiles(transfer) || !(target instanceof Element && target.closest("input, textarea, [contenteditable]"));
}

function isBehindDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], .mantine-Modal-overlay') !== null;
}

function notFiles(): AppError {
  return new AppError("INVALID_INPUT", "Only files and folders can be uploaded.", {
    hint: "Save the text, link or picture as a file first, then drop that.",
  });
}

function noFolder(): AppError {
  return new AppError("INVALID_INPUT", "There is no folder here that this could go to.", {
    hint: "Open a zone of a lake, or drop on a zone in the side bar.",
  });
}
