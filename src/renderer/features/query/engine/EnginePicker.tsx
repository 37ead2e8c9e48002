import { Button, Popover, Radio, Stack, Text } from "@mantine/core";
import { IconChevronDown, IconCpu } from "@tabler/icons-react";
import { useState } from "react";
import type { QueryTab } from "../../../../shared/contract/query.ts";
import { useTabStore } from "../tabs/tab-store.ts";
import { AthenaPlaceForm } from "./AthenaPlaceForm.tsx";
import { placeOf, useAthenaAccess } from "./athena-place.ts";

/** Which engine a tab runs in and, for Athena, where. What the lake does not have is shown with the reason. */
export function EnginePicker({ tab }: { tab: QueryTab }) {
  const [isOpen, setOpen] = useState(false);
  const access = useAthenaAccess();
  const change = useTabStore((store) => store.change);
  const place = placeOf(tab);
  const reason = access.data?.available === false ? access.data.reason : null;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={340} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          aria-label={`Engine: ${engineName(tab)}`}
          leftSection={<IconCpu size={14} />}
          rightSection={<IconChevronDown size={13} />}
          onClick={() => setOpen(!isOpen)}
        >
          {engineName(tab)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Radio.Group
            aria-label="Engine"
            value={place ? "athena" : "duckdb"}
            onChange={(value) => change(tab.id, { engine: value === "athena" ? "athena" : null })}
          >
            <Stack gap={8}>
              <Radio value="duckdb" label="DuckDB" description="On this computer, over the files of the zones" />
              <Radio
                value="athena"
                label="Athena"
                disabled={access.data?.available !== true}
                description={reason ?? "In AWS, over the tables of the catalog; paid by what is read"}
              />
            </Stack>
          </Radio.Group>
          {access.isError && <Text size="xs">It is not known whether the lake has Athena: {access.error.message}</Text>}
          {place && access.data?.available && (
            <AthenaPlaceForm
              place={place}
              onChange={(athena) => change(tab.id, { athena })}
              onLeave={() => setOpen(false)}
            />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function engineName(tab: QueryTab): string {
  const place = placeOf(tab);
  if (!place) return "DuckDB";
  return ["Athena", place.workgroup, place.database].filter((part) => part !== null).join(" · ");
}
