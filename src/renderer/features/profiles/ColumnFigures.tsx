import { Badge, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { nullShare, profileChanges, type ColumnProfile } from "../../../shared/domain/column-profile.ts";
import { formatCount } from "../../lib/format.ts";
import { Histogram } from "./Histogram.tsx";
import { changeWord, shareText, valueText } from "./profile-words.ts";
import classes from "./profiles.module.css";
import { TopValues } from "./TopValues.tsx";

interface ColumnFiguresProps {
  profile: ColumnProfile;
  previous: ColumnProfile | null;
}

/** All that a profile says of one column, and how that differs from the last one. */
export function ColumnFigures({ profile, previous }: ColumnFiguresProps) {
  return (
    <Stack gap="md">
      <Text size="xs" c="dimmed" ff="monospace">
        {profile.type}
      </Text>
      <Facts profile={profile} />
      {profile.histogram.length > 0 && <Histogram bins={profile.histogram} />}
      <SimpleGrid cols={2} spacing="lg">
        {profile.top.length > 0 && <TopValues profile={profile} />}
        {profile.quantiles.length > 0 && <Quantiles profile={profile} />}
      </SimpleGrid>
      {previous && <Changes profile={profile} previous={previous} />}
    </Stack>
  );
}

function Facts({ profile }: { profile: ColumnProfile }) {
  const { rows, nulls, distinct, min, max, mean, lengths } = profile;
  const facts: [string, string, string?][] = [
    ["Rows", formatCount(rows)],
    ["Null", `${formatCount(nulls)} (${shareText(nullShare(profile))})`],
    ...(distinct === null
      ? []
      : [
          ["Distinct", `≈ ${formatCount(distinct)}`, "Reckoned: right within a few percent"] as [
            string,
            string,
            string,
          ],
        ]),
    ...factOf("Least", min),
    ...factOf("Greatest", max),
    ...factOf("Mean", mean),
    ...(lengths === null
      ? []
      : [
          [
            "Characters",
            `${formatCount(lengths.min)} to ${formatCount(lengths.max)}, ${lengths.mean.toFixed(1)} on average`,
          ] as [string, string],
        ]),
  ];
  return (
    <dl className={classes["facts"]}>
      {facts.map(([word, value, note]) => (
        <div key={word} title={note}>
          <dt>{word}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factOf(word: string, value: string | null): [string, string][] {
  return value === null ? [] : [[word, valueText(value)]];
}

function Quantiles({ profile: { quantiles } }: { profile: ColumnProfile }) {
  return (
    <div>
      <Title order={3} mb={6}>
        Quantiles{" "}
        <Text span size="xs" c="dimmed" fw={400}>
          reckoned
        </Text>
      </Title>
      <Table withRowBorders={false} verticalSpacing={2} aria-label="Quantiles">
        <Table.Tbody>
          {quantiles.map(({ at, value }) => (
            <Table.Tr key={at}>
              <Table.Td>{at === 0.5 ? "Median" : `${String(Math.round(at * 100))} % are at most`}</Table.Td>
              <Table.Td className="figures" ta="right">
                {valueText(value)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Changes({ profile, previous }: { profile: ColumnProfile; previous: ColumnProfile }) {
  const changes = profileChanges(previous, profile);
  return (
    <div>
      <Title order={3} mb={6}>
        Since the last profile
      </Title>
      {changes.length === 0 && (
        <Text size="sm" c="dimmed">
          As it was
          {previous.rows === profile.rows
            ? "."
            : `: ${formatCount(previous.rows)} rows then, ${formatCount(profile.rows)} now.`}
        </Text>
      )}
      {changes.length > 0 && (
        <Table withRowBorders={false} verticalSpacing={2} aria-label="Since the last profile">
          <Table.Tbody>
            {changes.map((change) => (
              <Table.Tr key={change.what}>
                <Table.Td>
                  <Badge size="xs" variant="light" color="orange">
                    {changeWord(change)}
                  </Badge>
                </Table.Td>
                <Table.Td className="figures">{valueText(change.before)}</Table.Td>
                <Table.Td c="dimmed">→</Table.Td>
                <Table.Td className="figures">{valueText(change.after)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
