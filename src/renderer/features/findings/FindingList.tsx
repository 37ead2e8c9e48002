import { Button, CloseButton, Group, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Finding, FindingCount, FindingState } from "../../../shared/domain/finding.ts";
import type { Verdict } from "../../../shared/domain/finding-decision.ts";
import { useLake } from "../../app/lake-context.ts";
import { formatCount } from "../../lib/format.ts";
import { choiceText, nothingChosen, type RowChoice } from "../../ui/data-grid/row-choice.ts";
import { showError } from "../../ui/show-error.ts";
import { usePageKeys } from "../../ui/use-page-keys.ts";
import page from "../../ui/page.module.css";
import { ClassifiersButton } from "../classifiers/index.ts";
import { FindingGrid, type ShownFindings } from "./FindingGrid.tsx";
import { kindName, stateWords } from "./finding-words.ts";
import { openDecide } from "./open-decide.tsx";
import { useDecide } from "./use-decide.ts";

const TYPING_MS = 200;
const states: FindingState[] = ["open", "confirmed", "dismissed"];

interface FindingListProps {
  lakeId: string;
  /** Of the inventory: another one says that something may have changed. */
  revision: number;
}

/** What columns were found to mean, personal data first, and what a person can say of it. */
export function FindingList({ lakeId, revision }: FindingListProps) {
  const { definition } = useLake();
  const [personal, setPersonal] = useState(true);
  const [state, setState] = useState<FindingState | "all">("open");
  const [kind, setKind] = useState<string | null>(null);
  const [zoneId, setZone] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS);
  const [kinds, setKinds] = useState<FindingCount[]>([]);
  const [choice, setChoice] = useState<RowChoice<Finding>>(nothingChosen);
  const chosen = choice.rows;
  /** Counts what was decided: the list then begins anew, with nothing chosen. */
  const [round, setRound] = useState(0);
  const shown = useMemo<ShownFindings>(
    () => ({
      states: state === "all" ? [] : [state],
      kinds: kind === null ? [] : [kind],
      zoneId,
      personal,
      text: wanted,
    }),
    [state, kind, zoneId, personal, wanted],
  );
  const beginAnew = () => setRound((number) => number + 1);
  const decideNow = useDecide(lakeId);
  const decide = (verdict: Verdict["verdict"]) => {
    if (chosen.length > 0) openDecide(lakeId, chosen, verdict, beginAnew);
  };
  const reopen = () => {
    const decided = chosen.filter(({ decision }) => decision !== null);
    if (decided.length === 0) return;
    decideNow(decided, null).then(beginAnew).catch(showError);
  };
  // Of the whole page: the list loses the keyboard whenever it is filled again.
  usePageKeys({ C: () => decide("confirmed"), D: () => decide("dismissed"), U: reopen });
  return (
    <div className={page["page"]}>
      <Group gap="sm" px="sm" py={6}>
        <SegmentedControl
          size="xs"
          aria-label="Meanings that are shown"
          data={[
            { value: "personal", label: "Personal data" },
            { value: "all", label: "All meanings" },
          ]}
          value={personal ? "personal" : "all"}
          onChange={(value) => {
            setPersonal(value === "personal");
            setKind(null);
          }}
        />
        <Select
          size="xs"
          w={118}
          aria-label="State"
          allowDeselect={false}
          data={[...states.map((value) => ({ value, label: stateWords[value] })), { value: "all", label: "Any state" }]}
          value={state}
          onChange={(value) => setState(states.find((one) => one === value) ?? "all")}
        />
        <Select
          size="xs"
          w={165}
          aria-label="Kind"
          placeholder="Any kind"
          clearable
          searchable
          data={kindChoices(kinds)}
          value={kind}
          onChange={setKind}
        />
        <Select
          size="xs"
          w={115}
          aria-label="Zone"
          placeholder="Any zone"
          clearable
          data={definition.zones.map(({ id, title }) => ({ value: id, label: title }))}
          value={zoneId}
          onChange={setZone}
        />
        <TextInput
          size="xs"
          aria-label="Find findings"
          placeholder="Find by path or column …"
          maw={210}
          leftSection={<IconSearch size={14} />}
          rightSection={text !== "" && <CloseButton size="xs" aria-label="Clear" onClick={() => setText("")} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="sm" ml="auto" wrap="nowrap">
          <Text size="sm" c="dimmed" truncate>
            {choiceText(choice, "finding")}
          </Text>
          <ClassifiersButton />
          {chosen.some(({ decision }) => decision !== null) && (
            <Button size="xs" variant="default" onClick={reopen} title="Take back what was decided (U)">
              Undo
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={chosen.length === 0}
            onClick={() => decide("dismissed")}
            title="Dismiss what is chosen (D)"
          >
            Dismiss …
          </Button>
          <Button
            size="xs"
            disabled={chosen.length === 0}
            onClick={() => decide("confirmed")}
            title="Confirm what is chosen (C)"
          >
            Confirm …
          </Button>
        </Group>
      </Group>
      <div className={page["body"]}>
        <FindingGrid
          key={`${JSON.stringify(shown)} ${round}`}
          lakeId={lakeId}
          revision={revision}
          shown={shown}
          onChoose={setChoice}
          onKinds={setKinds}
        />
      </div>
    </div>
  );
}

function kindChoices(kinds: readonly FindingCount[]) {
  return kinds.map(({ kind, name, findings }) => ({
    value: kind,
    label: `${kindName({ kind, variant: name })} (${formatCount(findings)})`,
  }));
}
