import {
  ActionIcon,
  Group,
  ScrollArea,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { TrafficLine } from "../features/connections/index.ts";
import { LakeMenu, openZoneSettings } from "../features/lakes/index.ts";
import { ZoneTree } from "../features/zones/index.ts";
import { useLake } from "./lake-context.ts";
import { openPalette } from "./palette.ts";
import { SectionLink } from "./SectionLink.tsx";
import { sections } from "./sections.ts";
import classes from "./Sidebar.module.css";

/** The lake, its zones, and what can be done with them. */
export function Sidebar() {
  return (
    <nav className={classes["sidebar"]} aria-label="Lake">
      <LakeMenu />
      <UnstyledButton className={classes["search"]} onClick={openPalette} aria-label="Search everything">
        <IconSearch size={14} />
        <span>Search everything</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <ScrollArea className={classes["list"]} scrollbarSize={6}>
        <Group justify="space-between" className={classes["heading"]}>
          <Text component="h2">Zones</Text>
          <Tooltip label="Add or change zones">
            <ActionIcon size="sm" aria-label="Zone settings" onClick={openZoneSettings}>
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        </Group>
        <ZoneTree />
        <Text component="h2" className={classes["heading"] ?? ""}>
          Work
        </Text>
        {sections.map((section) => (
          <SectionLink key={section.path} section={section} />
        ))}
      </ScrollArea>
      <LakeTraffic />
      <ColorSchemeToggle />
    </nav>
  );
}

/** What the lake has cost in requests and bytes; a folder costs none. */
function LakeTraffic() {
  const { place } = useLake().summary;
  if (place.kind !== "s3") return null;
  return (
    <div className={classes["footer"]}>
      <TrafficLine connectionId={place.connectionId} />
    </div>
  );
}

function ColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const label = isDark ? "Use light colours" : "Use dark colours";
  return (
    <Group className={classes["footer"]} justify="space-between">
      <Text size="xs" c="dimmed">
        Lakeshore
      </Text>
      <Tooltip label={label}>
        <ActionIcon aria-label={label} onClick={() => setColorScheme(isDark ? "light" : "dark")}>
          {isDark ? <IconSun size={16} /> : <IconMoon size={16} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
