import { type KeyboardEvent, useEffect } from "react";
import { useCurrentFolder } from "../../../app/current-folder.ts";
import { useLake } from "../../../app/lake-context.ts";
import { ZoneDot } from "../../../ui/ZoneDot.tsx";
import { foldersAbove, useExpandedFolders } from "./expanded-folders.ts";
import { FolderNode } from "./FolderNode.tsx";

/** The zones of the lake as a tree of folders. What is looked at is always in view; the rest opens by hand. */
export function ZoneTree() {
  const { summary, definition } = useLake();
  const current = useCurrentFolder(({ address }) => address);
  const expand = useExpandedFolders((store) => store.expand);
  useEffect(() => {
    if (current) expand(foldersAbove(current));
  }, [current, expand]);
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  return (
    <div onKeyDown={moveFocus}>
      {zones.map((zone) => (
        <FolderNode
          key={zone.id}
          address={{ lakeId: summary.id, zoneId: zone.id, path: "" }}
          label={zone.title}
          title={zone.description || `${zone.title} (${zone.kind})`}
          icon={<ZoneDot kind={zone.kind} />}
          depth={0}
        />
      ))}
    </div>
  );
}

/** Up and down go from link to link, as in any tree. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at + by]?.focus();
  event.preventDefault();
}
