import { Progress, Text, UnstyledButton } from "@mantine/core";
import { exactBytes, formatBytes, formatCount, plural } from "../../lib/format.ts";
import type { SizeShare } from "./size-shares.ts";
import classes from "./sizes.module.css";

interface ShareListProps {
  shares: SizeShare[];
  /** Of all of them. */
  bytes: number;
  onOpen: (key: string) => void;
}

/** Sizes in numbers, each a share of the whole. */
export function ShareList({ shares, bytes, onOpen }: ShareListProps) {
  return (
    <div role="list" aria-label="Sizes">
      {shares.map((share) => (
        <div key={share.key} role="listitem">
          {share.opens ? (
            <UnstyledButton className={classes["size"] ?? ""} onClick={() => onOpen(share.key)}>
              <Line share={share} bytes={bytes} />
            </UnstyledButton>
          ) : (
            <div className={classes["size"]}>
              <Line share={share} bytes={bytes} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function Line({ share, bytes }: { share: SizeShare; bytes: number }) {
  return (
    <>
      <Text size="sm" truncate title={share.name}>
        {share.name}
      </Text>
      <Progress value={bytes > 0 ? (100 * share.bytes) / bytes : 0} aria-label={`Share of ${share.name}`} />
      <Text size="sm" className={`figures ${classes["figure"]}`} title={exactBytes(share.bytes)}>
        {formatBytes(share.bytes)}
      </Text>
      <Text size="sm" c="dimmed" className={`figures ${classes["figure"]}`} title={plural(share.objects, "object")}>
        {formatCount(share.objects)}
      </Text>
    </>
  );
}
