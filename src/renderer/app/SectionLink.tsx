import { NavLink } from "@mantine/core";
import { type DragEvent, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useQueryDataset } from "../features/query/index.ts";
import { carriesAddress, droppedAddress } from "../lib/dragged-address.ts";
import { lakePath } from "../lib/paths.ts";
import { useLake } from "./lake-context.ts";
import type { Section } from "./sections.ts";
import classes from "./Sidebar.module.css";

/** So long something is held over a link before the link opens, so that it can be dropped in there. */
const SPRING_MS = 600;

/** Leads to a section. What is dragged from a zone opens it when it is held over the link, or is given to it when dropped. */
export function SectionLink({ section }: { section: Section }) {
  const { label, path, icon: Icon, badge: Badge, queriesDrops = false } = section;
  const { summary } = useLake();
  const [location, navigate] = useLocation();
  const to = `${lakePath(summary.id)}/${path}`;
  const query = useQueryDataset();
  const spring = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const release = () => clearTimeout(spring.current);
  useEffect(() => () => clearTimeout(spring.current), []);

  const takes = (event: DragEvent) => queriesDrops && carriesAddress(event.dataTransfer);
  return (
    <NavLink
      component={Link}
      to={to}
      href={to}
      label={label}
      leftSection={<Icon size={16} stroke={1.6} />}
      rightSection={Badge && <Badge />}
      active={location.startsWith(to)}
      className={classes["link"] ?? ""}
      onDragEnter={(event: DragEvent) => {
        if (!takes(event)) return;
        release();
        spring.current = setTimeout(() => navigate(to), SPRING_MS);
      }}
      onDragLeave={release}
      onDragOver={(event: DragEvent) => takes(event) && event.preventDefault()}
      onDrop={(event: DragEvent) => {
        release();
        const address = droppedAddress(event.dataTransfer);
        if (!address || !queriesDrops) return;
        event.preventDefault();
        event.stopPropagation();
        query(address);
      }}
    />
  );
}
