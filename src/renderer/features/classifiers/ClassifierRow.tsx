import { Badge, Button, Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { client } from "../../lib/client.ts";
import { ByLine, useKnowledgeAct } from "../knowledge/index.ts";
import { draftOf } from "./classifier-draft.ts";
import { findsWords, ruleText, unusedText } from "./classifier-words.ts";
import classes from "./classifiers.module.css";
import type { KeptClassifier } from "./use-classifiers.ts";

/** One classifier in the list: what it finds, how, and who wrote it last. */
export function ClassifierRow({ kept, onEdit }: { kept: KeptClassifier; onEdit: () => void }) {
  const { classifier, by, at, versions } = kept;
  const act = useKnowledgeAct();
  const remove = () =>
    modals.openConfirmModal({
      title: `Remove the classifier “${classifier.name}”?`,
      children: (
        <Text size="sm">
          1 classifier is removed for everyone who works on the lake. The next scan takes away what it has found.
        </Text>
      ),
      labels: { confirm: "Remove", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () =>
        act.mutate((lakeId) =>
          client.knowledge.removeClassifier({ lakeId, classifierId: classifier.id, seen: versions.seen }),
        ),
    });
  const isUsed = draftOf(classifier) !== null;
  return (
    <div className={classes["row"]}>
      <div className={classes["said"]}>
        <Group gap={6} wrap="nowrap">
          <Text size="sm" fw={600} truncate>
            {classifier.name}
          </Text>
          <Badge
            size="sm"
            variant="light"
            color={classifier.finds === "personal-data" ? "red" : "gray"}
            tt="none"
            className={classes["badge"] ?? ""}
          >
            {findsWords[classifier.finds]}
          </Badge>
          {versions.values.length > 1 && (
            <Badge size="sm" variant="light" color="orange" tt="none" className={classes["badge"] ?? ""}>
              {versions.values.length} versions
            </Badge>
          )}
        </Group>
        <Text size="xs" truncate title={ruleText(classifier)}>
          {isUsed ? ruleText(classifier) : unusedText}
        </Text>
        <ByLine by={by} at={at} />
      </div>
      {isUsed && (
        <Group gap={6} wrap="nowrap">
          <Button size="xs" variant="default" aria-label={`Edit ${classifier.name}`} onClick={onEdit}>
            Edit
          </Button>
          <Button size="xs" variant="default" aria-label={`Remove ${classifier.name}`} onClick={remove}>
            Remove …
          </Button>
        </Group>
      )}
    </div>
  );
}
