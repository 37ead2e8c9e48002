import { Button, Group, NumberInput, Select, Stack, Switch, Text } from "@mantine/core";
import { type Dialect, type PreviewOptions, textEncodings } from "../../../shared/contract/preview.ts";

interface DialectFormProps {
  /** What is in force: detected, with what the person said on top. */
  detected: Dialect;
  options: PreviewOptions;
  onOptions: (options: PreviewOptions) => void;
}

const delimiters = [
  { value: ",", label: "comma ," },
  { value: ";", label: "semicolon ;" },
  { value: "\t", label: "tab" },
  { value: "|", label: "pipe |" },
  { value: " ", label: "space" },
];
const quotes = [
  { value: '"', label: 'double "' },
  { value: "'", label: "single '" },
  { value: "", label: "none" },
];

/** How the text is read. What is changed here is read again at once. */
export function DialectForm({ detected, options, onOptions }: DialectFormProps) {
  const change = (part: Partial<Dialect>) => onOptions({ ...options, dialect: { ...options.dialect, ...part } });
  const known = delimiters.some(({ value }) => value === detected.delimiter);
  return (
    <Stack p="md" gap="sm" maw={420}>
      <Text size="sm" c="dimmed">
        Detected from the head of the file. Change what was guessed wrong.
      </Text>
      <Select
        label="Encoding"
        data={[...textEncodings]}
        value={detected.encoding}
        allowDeselect={false}
        onChange={(value) => {
          const encoding = textEncodings.find((candidate) => candidate === value);
          if (encoding) change({ encoding });
        }}
      />
      <Select
        label="Delimiter"
        data={known ? delimiters : [...delimiters, { value: detected.delimiter, label: detected.delimiter }]}
        value={detected.delimiter}
        allowDeselect={false}
        onChange={(delimiter) => delimiter !== null && change({ delimiter })}
      />
      <Select
        label="Quote"
        data={quotes}
        value={detected.quote}
        allowDeselect={false}
        onChange={(quote) => quote !== null && change({ quote, escape: quote })}
      />
      <Switch
        label="First row is the header"
        checked={detected.header}
        onChange={(event) => change({ header: event.currentTarget.checked })}
      />
      <NumberInput
        label="Lines to skip first"
        min={0}
        max={1000}
        value={detected.skipLines}
        onChange={(value) => typeof value === "number" && change({ skipLines: value })}
      />
      <Select
        label="Decimal separator"
        data={[
          { value: ".", label: "point ." },
          { value: ",", label: "comma ," },
        ]}
        value={detected.decimalSeparator}
        allowDeselect={false}
        onChange={(value) => (value === "." || value === ",") && change({ decimalSeparator: value })}
      />
      <Group>
        <Button
          variant="default"
          disabled={options.dialect === undefined}
          onClick={() => onOptions({ maxRows: options.maxRows })}
        >
          Back to what was detected
        </Button>
      </Group>
    </Stack>
  );
}
