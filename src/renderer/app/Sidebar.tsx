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
import { ZoneTree } from "../features/zones/index.ts";
import { lakePath } from "../lib/paths.ts";
import { useLake } from "./lake-context.ts";
import { sections } from "./sections.ts";
import classes from "./Sidebar.module.css";

/** The lake, its zones, and what can be done with them. */
export function Sidebar() {
  const { summary } = useLake();
  const [location] = useLocation();
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
        <ZoneTree />
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
