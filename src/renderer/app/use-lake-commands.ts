import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import { navigate } from "wouter/use-browser-location";
import { openConnections } from "../features/connections/index.ts";
import { lakePath, zonePath } from "../lib/paths.ts";
import { type Command, useCommands } from "./commands.ts";
import { useLake } from "./lake-context.ts";
import { sections } from "./sections.ts";

/** Going anywhere in the lake, from the palette. */
export function useLakeCommands(): void {
  const { summary, definition } = useLake();
  const { setColorScheme } = useMantineColorScheme();
  // Mantine makes the function anew at each render; the commands are to stay the same.
  const paint = useRef(setColorScheme);
  useEffect(() => {
    paint.current = setColorScheme;
  });
  const commands = useMemo((): Command[] => {
    const go = (to: string) => () => navigate(to);
    return [
      ...definition.zones.map((zone) => ({
        id: `zone:${zone.id}`,
        label: `Go to ${zone.title}`,
        group: "Go to",
        run: go(zonePath(summary.id, zone.id)),
      })),
      ...sections.map(({ label, path }) => ({
        id: `section:${path}`,
        label: `Go to ${label}`,
        group: "Go to",
        run: go(`${lakePath(summary.id)}/${path}`),
      })),
      { id: "connections", label: "Connections to stores", group: "Go to", run: openConnections },
      { id: "lakes", label: "Open another lake", group: "Go to", run: go("/") },
      { id: "light", label: "Use light colours", group: "Appearance", run: () => paint.current("light") },
      { id: "dark", label: "Use dark colours", group: "Appearance", run: () => paint.current("dark") },
      { id: "auto", label: "Use the system's colours", group: "Appearance", run: () => paint.current("auto") },
    ];
  }, [summary.id, definition.zones]);
  useCommands("lake", commands);
}
