import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { KnowledgeSubject, TextVersions } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import { TextEditor } from "../../ui/TextEditor.tsx";
import { ByLine } from "./ByLine.tsx";
import { Conflict } from "./Conflict.tsx";
import classes from "./knowledge.module.css";
import { MarkdownText } from "./MarkdownText.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

interface DescriptionProps {
  subject: KnowledgeSubject;
  label: string;
  placeholder: string;
  versions: TextVersions;
  /** What the catalog itself says. */
  catalogText: string;
  /** Writes it to the catalog too, where other programs read it. */
  onCatalogChange: (text: string) => Promise<unknown>;
  /** A few lines only. */
  isShort?: boolean;
}

/** What something is about, in Markdown, written by anyone; where people wrote at once, all of it. */
export function Description(props: DescriptionProps) {
  const { subject, label, placeholder, versions, catalogText, onCatalogChange, isShort = false } = props;
  /** What was there when the person began to write: what others write meanwhile stays beside it. */
  const [seen, setSeen] = useState<TextVersions["seen"] | null>(null);
  const act = useKnowledgeAct({ isSilent: true });
  const newest = versions.values[0];
  const text = newest?.value ?? (newest ? "" : catalogText);
  const save = async (changed: string, replaced: TextVersions["seen"]) => {
    await act.mutateAsync((lakeId) =>
      client.knowledge.describe({ lakeId, subject, description: changed.trim() || null, seen: replaced }),
    );
    // The journal has it: that the catalog could not take it is told, and undoes nothing.
    if (changed.trim() !== catalogText) await onCatalogChange(changed.trim()).catch(showError);
  };
  if (seen !== null) {
    return (
      <TextEditor
        label={label}
        initial={text}
        maxLength={20_000}
        onSave={(changed) => save(changed, seen)}
        onDone={() => setSeen(null)}
      />
    );
  }
  return (
    <div>
      <div className={classes["described"]}>
        <div className={isShort ? classes["short"] : undefined} data-testid="description">
          {text === "" ? (
            <Text size="sm" c="dimmed">
              {placeholder}
            </Text>
          ) : (
            <MarkdownText text={text} />
          )}
        </div>
        <ActionIcon aria-label={`Edit: ${label}`} onClick={() => setSeen(versions.seen)}>
          <IconPencil size={14} />
        </ActionIcon>
      </div>
      {!isShort && newest && <ByLine by={newest.by} at={newest.at} />}
      {isShort && versions.values.length > 1 && (
        <Text size="xs" c="orange">
          {versions.values.length} people described it at once: see Knowledge.
        </Text>
      )}
      {!isShort && (
        <Conflict
          what="Description"
          values={versions.values}
          renderValue={(value) => <MarkdownText text={value} />}
          onKeep={(value) => void save(value ?? "", versions.seen).catch(showError)}
        />
      )}
      {!isShort && newest && catalogText !== "" && catalogText !== text && versions.values.length < 2 && (
        <Group gap="xs" mt={4} align="flex-start">
          <Text size="xs" c="dimmed">
            The catalog says otherwise: “{catalogText}”
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => void save(catalogText, versions.seen).catch(showError)}
          >
            Use that
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => void onCatalogChange(text).catch(showError)}>
            Write this to the catalog
          </Button>
        </Group>
      )}
    </div>
  );
}
