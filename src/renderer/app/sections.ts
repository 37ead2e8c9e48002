import { IconActivity, IconBook2, IconChecklist, type IconProps, IconTable, IconTerminal2 } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { ActivityBadge } from "../features/activity/index.ts";

export interface Section {
  label: string;
  /** Behind the lake in the address. */
  path: string;
  icon: ComponentType<IconProps>;
  badge?: ComponentType;
  /** True where a dataset that is dropped on the link is asked for its first rows. */
  queriesDrops?: boolean;
}

/** What the side bar leads to, besides the zones. */
export const sections: readonly Section[] = [
  { label: "Queries", path: "query", icon: IconTerminal2, queriesDrops: true },
  { label: "Catalog", path: "catalog", icon: IconTable },
  { label: "Glossary", path: "glossary", icon: IconBook2 },
  { label: "Inventory", path: "inventory", icon: IconChecklist },
  { label: "Activity", path: "activity", icon: IconActivity, badge: ActivityBadge },
];
