import { Text, Title } from "@mantine/core";
import type { ColumnProfile } from "../../../shared/domain/column-profile.ts";
import { formatCount } from "../../lib/format.ts";
import { shareText } from "./profile-words.ts";
import classes from "./profiles.module.css";

/** The most frequent values with their parts of all rows. */
export function TopValues({ profile: { top, rows } }: { profile: ColumnProfile }) {
  return (
    <div>
      <Title order={3} mb={6}>
        Most frequent
      </Title>
      <ol className={classes["top"]} aria-label="Most frequent values">
        {top.map(({ value, isCut, rows: own }) => (
          <li key={value} title={`${value}${isCut ? " …" : ""}: ${formatCount(own)} rows`}>
            <svg className={classes["part"]} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
              <rect width={rows === 0 ? 0 : (100 * own) / rows} height={1} />
            </svg>
            <span className={classes["cut"]}>
              {value === "" ? (
                <Text span size="xs" c="dimmed" fs="italic">
                  empty text
                </Text>
              ) : (
                `${value}${isCut ? " …" : ""}`
              )}
            </span>
            <span className="figures">{shareText(rows === 0 ? 0 : own / rows)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
