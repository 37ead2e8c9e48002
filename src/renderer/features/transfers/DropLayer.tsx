import { IconBan, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import classes from "./DropLayer.module.css";
import { folderLabel } from "./folder-label.ts";
import { useWindowDrop } from "./use-window-drop.ts";

/** While files are dragged over the window: what they would go to, marked and named. */
export function DropLayer() {
  const drag = useWindowDrop();
  const queries = useQueryClient();
  if (!drag) return null;
  const { aim } = drag;
  return (
    <>
      {aim && <div className={classes["area"]} data-window={aim.isWindow} style={aim.area} aria-hidden />}
      <div className={classes["label"]} data-refused={aim === null} role="status">
        {aim ? <IconUpload size={16} /> : <IconBan size={16} />}
        <span>{aim ? `Upload to ${folderLabel(queries, aim.address)}` : "Open a zone, then drop files there"}</span>
      </div>
    </>
  );
}
