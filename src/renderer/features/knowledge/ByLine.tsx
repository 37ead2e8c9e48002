import { Text } from "@mantine/core";
import { exactTime, formatTime } from "../../lib/format.ts";

/** Who wrote something, and when. */
export function ByLine({ by, at, first = null }: { by: string; at: string; first?: string | null }) {
  return (
    <Text size="xs" c="dimmed" title={exactTime(at)}>
      {first === null ? by : `${first}, brought along by ${by}`}, {formatTime(at)}
    </Text>
  );
}
