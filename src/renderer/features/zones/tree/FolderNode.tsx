import { ActionIcon, Loader, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { ObjectAddress } from "../../../../shared/domain/object-address.ts";
import { useCurrentFolder } from "../../../app/current-folder.ts";
import { setDraggedAddress } from "../../../lib/dragged-address.ts";
import { zonePath } from "../../../lib/paths.ts";
import { dropTarget } from "../../transfers/index.ts";
import { keyOf, useExpandedFolders } from "./expanded-folders.ts";
import { useFolderPages } from "./folder-pages.ts";
import classes from "./ZoneTree.module.css";

interface FolderNodeProps {
  address: ObjectAddress;
  label: string;
  title: string;
  icon: ReactNode;
  /** 0 for a zone. */
  depth: number;
}

/** A zone or a folder of the tree, and what is in it once it is open. Arrow keys open and close it. */
export function FolderNode({ address, label, title, icon, depth }: FolderNodeProps) {
  const isOpen = useExpandedFolders(({ keys }) => keys.has(keyOf(address)));
  const expand = useExpandedFolders((store) => store.expand);
  const collapse = useExpandedFolders((store) => store.collapse);
  const isShown = useCurrentFolder(({ address: shown }) => shown !== null && keyOf(shown) === keyOf(address));
  const to = zonePath(address.lakeId, address.zoneId, address.path);
  const toggle = () => (isOpen ? collapse(address) : expand([address]));
  return (
    <>
      <div
        className={classes["node"]}
        data-active={isShown || undefined}
        style={{ paddingLeft: 2 + depth * 14 }}
        draggable={address.path !== ""}
        onDragStart={(event) => setDraggedAddress(event.dataTransfer, address)}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight" && !isOpen) expand([address]);
          else if (event.key === "ArrowLeft" && isOpen) collapse(address);
        }}
        {...dropTarget(address)}
      >
        <ActionIcon
          size={18}
          tabIndex={-1}
          aria-label={`${isOpen ? "Hide" : "Show"} folders of ${label}`}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          <IconChevronRight size={13} className={classes["chevron"]} data-open={isOpen || undefined} />
        </ActionIcon>
        <Link
          to={to}
          className={classes["link"]}
          title={title}
          draggable={false}
          aria-current={isShown ? "page" : undefined}
        >
          {icon}
          <span className={classes["label"]}>{label}</span>
        </Link>
      </div>
      {isOpen && <Folders address={address} depth={depth + 1} />}
    </>
  );
}

function Folders({ address, depth }: { address: ObjectAddress; depth: number }) {
  const { data, isPending, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useFolderPages(address);
  const indent = { paddingLeft: 24 + depth * 14 };
  if (isPending) return <Loader size={12} style={{ marginLeft: indent.paddingLeft }} aria-label="Listing folders" />;
  if (isError)
    return (
      <div className={classes["note"]} style={indent} role="alert">
        {error.message}
      </div>
    );
  const folders = data.pages.flatMap((page) => page.folders);
  if (folders.length === 0) {
    return (
      <div className={classes["note"]} style={indent}>
        No folders
      </div>
    );
  }
  return (
    <>
      {folders.map(({ name, path }) => (
        <FolderNode key={path} address={{ ...address, path }} label={name} title={path} icon={null} depth={depth} />
      ))}
      {hasNextPage && (
        <UnstyledButton
          className={classes["note"] ?? ""}
          style={indent}
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          More folders …
        </UnstyledButton>
      )}
    </>
  );
}
