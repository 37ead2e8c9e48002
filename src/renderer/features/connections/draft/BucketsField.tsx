import { TagsInput } from "@mantine/core";
import { bucketNames, changed, wrongBuckets } from "./connection-draft.ts";
import type { DraftProps } from "./draft-props.ts";

/** Buckets by name, for who may not list them. */
export function BucketsField({ draft, onChange }: DraftProps) {
  const [wrong] = wrongBuckets(draft);
  return (
    <TagsInput
      size="xs"
      label="Buckets (optional)"
      description="Named here, they are offered also where you may not list buckets. Enter ends a name."
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={[...draft.buckets]}
      onChange={(buckets) => onChange(changed(draft, { buckets: bucketNames(buckets) }))}
      splitChars={[",", " ", ";"]}
      acceptValueOnBlur
      maxTags={100}
      error={wrong !== undefined && `No bucket can be called “${wrong}”: 3 to 63 letters, digits, dots and hyphens.`}
      spellCheck={false}
    />
  );
}
