import { TextInput } from "@mantine/core";
import { Zone } from "../../../shared/domain/lake-definition.ts";

interface LocationFieldProps {
  /** For those who do not see it, or above it where it is `shown`. */
  label: string;
  shown?: boolean;
  value: string;
  onChange: (location: string) => void;
}

/** Where a zone of a lake in a store lies: a prefix below the lake, or `s3://bucket/prefix/`. */
export function LocationField({ label, shown = false, value, onChange }: LocationFieldProps) {
  const isWrong = value !== "" && !Zone.shape.location.safeParse(value).success;
  return (
    <TextInput
      {...(shown ? { label } : { "aria-label": label })}
      placeholder="raw/ or s3://bucket/raw/"
      value={value}
      error={isWrong && "It ends in /, like raw/ or s3://bucket/raw/"}
      onChange={(event) => onChange(event.currentTarget.value)}
      spellCheck={false}
    />
  );
}
