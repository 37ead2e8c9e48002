import { useEffect, useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useCurrentFolder } from "../../app/current-folder.ts";
import { useLake } from "../../app/lake-context.ts";
import { zonePath } from "../../lib/paths.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FolderBar } from "./FolderBar.tsx";
import { FolderStatus } from "./FolderStatus.tsx";
import { ObjectGrid } from "./ObjectGrid.tsx";
import { type Selection, nothingSelected } from "./selection.ts";
import { SelectionPanel } from "./SelectionPanel.tsx";
import { useTreeFollows } from "./tree/folder-pages.ts";
import { useListing } from "./use-listing.ts";
import { useObjectActions } from "./use-object-actions.tsx";
import classes from "./ZonePage.module.css";

interface ZonePageProps {
  zoneId: string;
  folder: string;
  /** Path of the object that the address names. */
  object: string | null;
}

/** A folder of a zone: where it is, what is in it, and a look at what is selected. */
export function ZonePage({ zoneId, folder, object }: ZonePageProps) {
  const { summary, definition } = useLake();
  const zone = definition.zones.find(({ id }) => id === zoneId);
  const address = useMemo(
    (): ObjectAddress => ({ lakeId: summary.id, zoneId, path: folder }),
    [summary.id, zoneId, folder],
  );
  const setCurrent = useCurrentFolder((store) => store.set);
  useEffect(() => {
    setCurrent(address);
    return () => setCurrent(null);
  }, [address, setCurrent]);
  if (!zone) return <ErrorNotice error={new Error(`This lake has no zone “${zoneId}”.`)} />;
  return <FolderView key={`${zoneId}/${folder}`} address={address} object={object} />;
}

function FolderView({ address, object }: { address: ObjectAddress; object: string | null }) {
  const [, navigate] = useLocation();
  const listing = useListing(address);
  useTreeFollows(address, listing.value?.folders);
  const [filter, setFilter] = useState("");
  const [selection, setSelection] = useState<Selection>(
    object === null ? nothingSelected : { paths: new Set([object]), anchor: null },
  );
  const [named, setNamed] = useState(object);
  if (object !== named) {
    // The address names another object of the same folder: it was found in the palette, or gone back to.
    setNamed(object);
    if (object !== null) setSelection({ paths: new Set([object]), anchor: null });
  }
  const actions = useObjectActions(address, selection, setSelection);
  const open = (path: string) => navigate(zonePath(address.lakeId, address.zoneId, path));
  const [only] = selection.paths.size === 1 ? selection.paths : [];
  const shown = only === undefined ? null : { ...address, path: only };

  return (
    <div className={classes["page"]}>
      <FolderBar address={address} filter={filter} onFilter={setFilter} actions={actions} onOpen={open} />
      {listing.error && <ErrorNotice error={listing.error} onRetry={listing.retry} />}
      <div className={classes["split"]}>
        <div className={classes["list"]}>
          {listing.value && (
            <ObjectGrid
              listing={listing.value}
              filter={filter}
              selection={selection}
              onSelect={setSelection}
              onOpen={open}
              actions={actions}
              address={address}
            />
          )}
        </div>
        {shown && <SelectionPanel address={shown} onClose={() => setSelection(nothingSelected)} />}
      </div>
      <FolderStatus listing={listing.value} selected={selection.paths.size} />
      {actions.dialogs}
    </div>
  );
}
