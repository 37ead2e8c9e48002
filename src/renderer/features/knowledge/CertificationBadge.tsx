import { Badge, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconArchive, IconRosetteDiscountCheck } from "@tabler/icons-react";
import type { Certification } from "../../../shared/domain/knowledge.ts";

const looks = {
  certified: { color: "green", Icon: IconRosetteDiscountCheck, label: "Certified" },
  warning: { color: "yellow", Icon: IconAlertTriangle, label: "Warning" },
  deprecated: { color: "red", Icon: IconArchive, label: "Deprecated" },
} as const;

/** How far a table can be trusted; the reason on hover. */
export function CertificationBadge({ certification }: { certification: Certification }) {
  const { color, Icon, label } = looks[certification.status];
  const replacement = certification.status === "deprecated" ? certification.replacement : null;
  const instead = replacement ? ` Use ${nameOf(replacement)} instead.` : "";
  return (
    <Tooltip
      label={`${certification.reason}${instead}`}
      disabled={certification.reason + instead === ""}
      multiline
      maw={360}
    >
      <Badge size="sm" flex="none" variant="light" color={color} leftSection={<Icon size={12} />} tt="none">
        {label}
      </Badge>
    </Tooltip>
  );
}

/** A table by its zone and name, as people read it. */
export function nameOf({ zoneId, name }: { zoneId: string | null; name: string }): string {
  return zoneId === null ? name : `${zoneId}.${name}`;
}
