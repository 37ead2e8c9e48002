import { Button, Group, Select, Stack, Text } from "@mantine/core";
import type { AthenaOptions, AthenaWorkgroupFacts } from "../../../../shared/domain/athena.ts";
import { exactBytes, formatBytes } from "../../../lib/format.ts";
import { AthenaPriceLine } from "./AthenaPriceLine.tsx";
import { useCatalogs, useDatabases, useWorkgroup, useWorkgroups } from "./athena-place.ts";
import { useAttach } from "./use-attach.ts";

interface AthenaPlaceFormProps {
  place: AthenaOptions;
  onChange: (place: AthenaOptions) => void;
  /** Called before something else is shown, which this form would lie over. */
  onLeave: () => void;
}

const REUSE = [
  { value: "60", label: "of the last hour" },
  { value: "1440", label: "of the last day" },
  { value: "10080", label: "of the last 7 days" },
];

/** In which workgroup, catalog and database Athena runs a tab's statements, and whether it may use results again. */
export function AthenaPlaceForm({ place, onChange, onLeave }: AthenaPlaceFormProps) {
  const workgroups = useWorkgroups();
  const workgroup = useWorkgroup(place.workgroup);
  const catalogs = useCatalogs(place);
  const databases = useDatabases(place);
  const attach = useAttach();
  const choose = (part: Partial<AthenaOptions>) => onChange({ ...place, ...part });
  return (
    <Stack gap="xs">
      <Select
        {...picker("Workgroup", "The lake's, or “primary”")}
        data={(workgroups.data ?? []).map(({ name, isEnabled }) => ({
          value: name,
          label: name,
          disabled: !isEnabled,
        }))}
        error={workgroups.error?.message}
        value={place.workgroup}
        onChange={(value) => choose({ workgroup: value })}
      />
      {workgroup.data && <WorkgroupLine workgroup={workgroup.data} />}
      <Select
        {...picker("Catalog", "AwsDataCatalog")}
        data={catalogs.data ?? []}
        error={catalogs.error?.message}
        value={place.catalog}
        onChange={(value) => choose({ catalog: value, database: null })}
      />
      <Select
        {...picker("Database", "Named in the statement")}
        data={databases.data ?? []}
        error={databases.error?.message}
        value={place.database}
        onChange={(value) => choose({ database: value })}
      />
      <Select
        {...picker("Use an earlier result of the same statement", "Never")}
        data={REUSE}
        value={place.reuseMinutes === null ? null : String(place.reuseMinutes)}
        onChange={(value) => choose({ reuseMinutes: value === null ? null : Number(value) })}
      />
      <AthenaPriceLine />
      <Group justify="flex-end">
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => {
            onLeave();
            attach();
          }}
        >
          Attach to an execution …
        </Button>
      </Group>
    </Stack>
  );
}

function picker(label: string, placeholder: string) {
  return {
    label,
    placeholder,
    searchable: true,
    clearable: true,
    size: "xs",
    limit: 200,
    comboboxProps: { withinPortal: false },
  } as const;
}

function WorkgroupLine({ workgroup }: { workgroup: AthenaWorkgroupFacts }) {
  const { managesResults, outputLocation, bytesLimit, engineVersion } = workgroup;
  const results = managesResults ? "Athena keeps the results" : outputLocation && `Results in ${outputLocation}`;
  return (
    <Text size="xs" c="dimmed" title={bytesLimit === null ? undefined : exactBytes(bytesLimit)}>
      {[results, bytesLimit !== null && `At most ${formatBytes(bytesLimit)} a query`, engineVersion]
        .filter((part) => part !== false && part !== null && part !== "")
        .join(" · ")}
    </Text>
  );
}
