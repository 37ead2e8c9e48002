import { Checkbox, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { CsvOptions } from "../../../shared/domain/export-options.ts";

interface CsvFormProps {
  options: CsvOptions;
  onOptions: (options: CsvOptions) => void;
}

const delimiters = [
  { value: ",", label: "Comma ," },
  { value: ";", label: "Semicolon ;" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Pipe |" },
];
const quotings = [
  { value: "minimal", label: "Where needed" },
  { value: "non-numeric", label: "All but numbers" },
  { value: "all", label: "Every value" },
] as const;
const lineEnds = [
  { value: "\n", label: "LF (Unix)" },
  { value: "\r\n", label: "CRLF (Windows)" },
] as const;

/** How the CSV file is written. */
export function CsvForm({ options, onOptions }: CsvFormProps) {
  const change = (part: Partial<CsvOptions>) => onOptions({ ...options, ...part });
  return (
    <Stack gap="sm">
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label="Delimiter"
          data={delimiters}
          value={options.delimiter}
          allowDeselect={false}
          onChange={(delimiter) => delimiter !== null && change({ delimiter })}
        />
        <Select
          label="Quotes"
          data={quotings.map(({ value, label }) => ({ value, label }))}
          value={options.quoting}
          allowDeselect={false}
          onChange={(chosen) => {
            const quoting = quotings.find(({ value }) => value === chosen);
            if (quoting) change({ quoting: quoting.value });
          }}
        />
        <Select
          label="Line ends"
          data={lineEnds.map(({ value, label }) => ({ value, label }))}
          value={options.lineEnd}
          allowDeselect={false}
          onChange={(chosen) => {
            const lineEnd = lineEnds.find(({ value }) => value === chosen);
            if (lineEnd) change({ lineEnd: lineEnd.value });
          }}
        />
        <TextInput
          label="Text for NULL"
          placeholder="nothing"
          maxLength={64}
          value={options.nullText}
          onChange={(event) => change({ nullText: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Group gap="lg">
        <Checkbox
          label="Header"
          checked={options.header}
          onChange={(event) => change({ header: event.currentTarget.checked })}
        />
        <Checkbox
          label="Byte-order mark, for Excel"
          checked={options.byteOrderMark}
          onChange={(event) => change({ byteOrderMark: event.currentTarget.checked })}
        />
        <Checkbox
          label="Compress with gzip"
          checked={options.gzip}
          onChange={(event) => change({ gzip: event.currentTarget.checked })}
        />
      </Group>
    </Stack>
  );
}
