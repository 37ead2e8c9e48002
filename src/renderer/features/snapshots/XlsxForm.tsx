import { Checkbox, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { XlsxOptions } from "../../../shared/domain/export-options.ts";

interface XlsxFormProps {
  options: XlsxOptions;
  onOptions: (options: XlsxOptions) => void;
}

const switches = [
  { key: "headerStyle", label: "Header in bold" },
  { key: "freezeHeader", label: "Header stays in view" },
  { key: "filter", label: "Filter buttons on the header" },
  { key: "autoWidths", label: "Column widths by content" },
] as const;

/** How the Excel workbook is written. */
export function XlsxForm({ options, onOptions }: XlsxFormProps) {
  return (
    <Stack gap="sm">
      <TextInput
        label="Name of the sheet"
        value={options.sheetName}
        onChange={(event) => onOptions({ ...options, sheetName: event.currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="xs">
        {switches.map(({ key, label }) => (
          <Checkbox
            key={key}
            label={label}
            checked={options[key]}
            onChange={(event) => onOptions({ ...options, [key]: event.currentTarget.checked })}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
