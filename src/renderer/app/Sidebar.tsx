import {
  ActionIcon,
  Group,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { spotlight } from "@mantine/spotlight";
import { Link, useLocation } from "wouter";
import { LakeMenu, openZoneSettings } from "../features/lakes/index.ts";
import { dropTarget } from "../features/transfers/index.ts";
import { ZoneDot } from "../ui/ZoneDot.tsx";
import { lakePath, zonePath } from "../lib/paths.ts";
import { useLake } from "./lake-context.ts";
import { sections } from "./sections.ts";
import classes from "./Sidebar.module.css";

/** The lake, its zones, and what can be done with them. */
export function Sidebar() {
  const { summary, definition } = useLake();
  const [location] = useLocation();
  const zones = definition.zones.toSorted((a, b) => a.order - b.order);
  return (
    <nav className={classes["sidebar"]} aria-label="Lake">
      <LakeMenu />
      <UnstyledButton className={classes["search"]} onClick={() => spotlight.open()} aria-label="Search everything">
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
        {zones.map((zone) => {
          const to = zonePath(summary.id, zone.id);
          return (
            <NavLink
              key={zone.id}
              component={Link}
              to={to}
              href={to}
              label={zone.title}
              title={zone.description || `${zone.title} (${zone.kind})`}
              leftSection={<ZoneDot kind={zone.kind} />}
              active={location === to || location.startsWith(to)}
              className={classes["link"] ?? ""}
              {...dropTarget({ lakeId: summary.id, zoneId: zone.id, path: "" })}
            />
          );
        })}
        <Text component="h2" className={classes["heading"] ?? ""}>
          Work
        </Text>
        {sections.map(({ label, path, icon: Icon, badge: Badge }) => {
          const to = `${lakePath(summary.id)}/${path}`;
          return (
            <NavLink
              key={path}
              component={Link}
              to={to}
              href={to}
              label={label}
              leftSection={<Icon size={16} stroke={1.6} />}
              rightSection={Badge && <Badge />}
              active={location.startsWith(to)}
              className={classes["link"] ?? ""}
            />
          );
        })}
      </ScrollArea>
      <ColorSchemeToggle />
    </nav>
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
