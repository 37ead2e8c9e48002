import { Button, Group, SegmentedControl, Select, Text, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { type Certification, type CertificationVersions, TableSubject } from "../../../shared/domain/knowledge.ts";
import { useLake } from "../../app/lake-context.ts";
import { client } from "../../lib/client.ts";
import { catalogPath } from "../../lib/paths.ts";
import { DialogForm } from "../../ui/DialogForm.tsx";
import { ByLine } from "./ByLine.tsx";
import { CertificationBadge, nameOf } from "./CertificationBadge.tsx";
import { Conflict } from "./Conflict.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

type Given = (certification: Certification | null) => Promise<unknown>;

/** How far a table can be trusted, who said so, and the way to say otherwise. */
export function Certifying({ table, versions }: { table: TableSubject; versions: CertificationVersions }) {
  const { summary } = useLake();
  const act = useKnowledgeAct();
  const newest = versions.values[0];
  const certification = newest?.value ?? null;
  const give: Given = (value) =>
    act.mutateAsync((lakeId) => client.knowledge.certify({ lakeId, table, certification: value, seen: versions.seen }));
  const replacement = certification?.status === "deprecated" ? certification.replacement : null;
  const edit = () => {
    const id = modals.open({
      title: `How far can ${nameOf(table)} be trusted?`,
      children: (
        <CertificationForm
          lakeId={summary.id}
          table={table}
          initial={certification}
          onGive={give}
          onDone={() => modals.close(id)}
        />
      ),
    });
  };
  return (
    <div>
      <Group gap="xs" mb={4}>
        {certification ? (
          <CertificationBadge certification={certification} />
        ) : (
          <Text size="sm" c="dimmed">
            Nobody has said yet.
          </Text>
        )}
        <Button size="compact-xs" variant="default" onClick={edit}>
          {certification ? "Change …" : "Certify …"}
        </Button>
      </Group>
      {certification && certification.reason !== "" && <Text size="sm">{certification.reason}</Text>}
      {replacement && (
        <Text size="sm">
          Use <Link to={catalogPath(summary.id, replacement)}>{nameOf(replacement)}</Link> instead.
        </Text>
      )}
      {newest?.value && <ByLine by={newest.by} at={newest.at} />}
      <Conflict
        what="Certification"
        values={versions.values}
        renderValue={(value) => (
          <>
            <CertificationBadge certification={value} /> <Text size="sm">{value.reason}</Text>
          </>
        )}
        onKeep={(value) =>
          act.mutate((lakeId) => client.knowledge.certify({ lakeId, table, certification: value, seen: versions.seen }))
        }
      />
    </div>
  );
}

const statuses = [
  { value: "none", label: "Nothing" },
  { value: "certified", label: "Certified" },
  { value: "warning", label: "Warning" },
  { value: "deprecated", label: "Deprecated" },
];

interface CertificationFormProps {
  lakeId: string;
  table: TableSubject;
  initial: Certification | null;
  onGive: Given;
  onDone: () => void;
}

function CertificationForm({ lakeId, table, initial, onGive, onDone }: CertificationFormProps) {
  const [status, setStatus] = useState<string>(initial?.status ?? "certified");
  const [reason, setReason] = useState(initial?.reason ?? "");
  const old = initial?.status === "deprecated" ? initial.replacement : null;
  const [replacement, setReplacement] = useState(old ? JSON.stringify(old) : null);
  const [search, setSearch] = useState("");
  const found = useQuery({
    queryKey: ["replacement-tables", lakeId, search],
    queryFn: ({ signal }) => client.catalog.search({ lakeId, text: search, limit: 50 }, { signal }),
    enabled: status === "deprecated" && search.trim() !== "",
  });
  const hits = found.data?.hits.filter(({ kind }) => kind === "table") ?? [];
  const tables: TableSubject[] = [
    ...(old ? [old] : []),
    ...hits.map(({ zoneId, target }) => ({ zoneId, name: target })),
  ];
  const options = new Map(
    tables
      .filter((other) => nameOf(other) !== nameOf(table))
      .map((other) => [JSON.stringify({ zoneId: other.zoneId, name: other.name }), nameOf(other)]),
  );
  const needsReason = status === "warning";
  return (
    <DialogForm
      submit="Save"
      canSubmit={!needsReason || reason.trim() !== ""}
      onCancel={onDone}
      onSubmit={() => onGive(certificationOf(status, reason.trim(), replacement)).then(onDone)}
    >
      <SegmentedControl data={statuses} value={status} onChange={setStatus} aria-label="Certification" />
      {status !== "none" && (
        <Textarea
          label={needsReason ? "What to mind" : "Why"}
          value={reason}
          maxLength={4000}
          autosize
          minRows={2}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {status === "deprecated" && (
        <Select
          label="What to use instead"
          placeholder="Type the name of a table"
          searchable
          clearable
          data={[...options].map(([value, label]) => ({ value, label }))}
          filter={({ options: all }) => all}
          value={replacement}
          onSearchChange={setSearch}
          onChange={setReplacement}
          nothingFoundMessage={search.trim() === "" ? null : "No table is called so."}
        />
      )}
    </DialogForm>
  );
}

function certificationOf(status: string, reason: string, replacement: string | null): Certification | null {
  switch (status) {
    case "certified":
      return { status, reason };
    case "warning":
      return { status, reason };
    case "deprecated":
      return { status, reason, replacement: replacement === null ? null : TableSubject.parse(JSON.parse(replacement)) };
    default:
      return null;
  }
}
