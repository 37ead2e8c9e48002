import { IconActivity, type IconProps, IconTable, IconTerminal2 } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { ActivityBadge } from "../features/activity/index.ts";

interface Section {
  label: string;
  /** Behind the lake in the address. */
  path: string;
  icon: ComponentType<IconProps>;
  badge?: ComponentType;
}

/** What the side bar leads to, besides the zones. */
export const sections: readonly Section[] = [
  { label: "Queries", path: "query", icon: IconTerminal2 },
  { label: "Catalog", path: "catalog", icon: IconTable },
  { label: "Activity", path: "activity", icon: IconActivity, badge: ActivityBadge },
];
