import { Button, CloseButton, Group, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { InventoryState } from "../../../shared/contract/inventory.ts";
import type { Dataset, DatasetState } from "../../../shared/domain/inventory.ts";
import { formatCount } from "../../lib/format.ts";
import { choiceText, nothingChosen, type RowChoice } from "../../ui/data-grid/row-choice.ts";
import page from "../../ui/page.module.css";
import { DatasetGrid } from "./DatasetGrid.tsx";
import { openPlan } from "./open-plan.tsx";

const TO_DO: DatasetState[] = ["new", "changed", "missing", "stale", "unreadable"];
const ALL: DatasetState[] = [];
const TYPING_MS = 200;

interface DatasetListProps {
  lakeId: string;
  state: InventoryState;
}

/** The datasets of the lake, those first that somebody should look at, and what can be done with the chosen ones. */
export function DatasetList({ lakeId, state }: DatasetListProps) {
  const [shown, setShown] = useState<"to-do" | "all">("to-do");
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS);
  const [choice, setChoice] = useState<RowChoice<Dataset>>(nothingChosen);
  /** Counts what was registered: the list then begins anew, with nothing chosen. */
  const [round, setRound] = useState(0);
  const toDo = TO_DO.reduce((sum, one) => sum + (state.datasets[one] ?? 0), 0);
  const all = toDo + (state.datasets.known ?? 0);
  return (
    <div className={page["page"]}>
      <Group gap="sm" px="sm" py={6} wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label="Datasets that are shown"
          data={[
            { value: "to-do", label: `To do (${formatCount(toDo)})` },
            { value: "all", label: `All (${formatCount(all)})` },
          ]}
          value={shown}
          onChange={(value) => setShown(value === "all" ? "all" : "to-do")}
        />
        <TextInput
          aria-label="Find datasets"
          placeholder="Find by path …"
          w={260}
          leftSection={<IconSearch size={14} />}
          rightSection={text !== "" && <CloseButton size="xs" aria-label="Clear" onClick={() => setText("")} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" ml="auto">
          {choiceText(choice, "dataset")}
        </Text>
        <Button
          disabled={choice.rows.length === 0}
          onClick={() =>
            openPlan(
              lakeId,
              choice.rows.map(({ id }) => id),
              () => setRound((number) => number + 1),
            )
          }
        >
          Register …
        </Button>
      </Group>
      <div className={page["body"]}>
        <DatasetGrid
          key={`${shown} ${wanted} ${round}`}
          lakeId={lakeId}
          revision={state.revision}
          states={shown === "to-do" ? TO_DO : ALL}
          text={wanted}
          onChoose={setChoice}
        />
      </div>
    </div>
  );
}
