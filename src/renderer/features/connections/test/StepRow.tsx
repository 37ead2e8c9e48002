import { Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { TestStep } from "../../../../shared/contract/connections.ts";
import classes from "../connections.module.css";
import type { StepGroup } from "./step-list.ts";
import { PolicyStatement } from "./PolicyStatement.tsx";

const marks: Record<TestStep["state"], ReactNode> = {
  running: <Loader size={14} />,
  passed: <IconCheck size={16} color="var(--mantine-color-green-6)" />,
  weaker: <IconAlertTriangle size={16} color="var(--mantine-color-yellow-7)" />,
  failed: <IconX size={16} color="var(--mantine-color-red-6)" />,
  skipped: <IconMinus size={16} color="var(--lakeshore-quiet)" />,
};

const labels: Record<TestStep["step"], string> = {
  "sign-in": "Sign in",
  buckets: "Buckets",
  list: "List",
  read: "Read",
  write: "Write",
  "overwrite-guard": "No overwriting",
  delete: "Delete",
  versioning: "Versions",
  encryption: "Encryption",
  glue: "Glue catalog",
  athena: "Athena",
};

/** A step, or several that were left out alike: how it went, and where it failed what can be done about it. */
export function StepRow({ group: { steps, told } }: { group: StepGroup }) {
  const { step, state, text, error, policy } = told;
  const names = steps.map((name) => labels[name]);
  return (
    <li className={classes["step"]} data-step={step} data-state={state}>
      <span className={classes["mark"]} role="img" aria-label={state}>
        {marks[state]}
      </span>
      <Text size="sm" fw={500} w={110} flex="none">
        {names.length > 2 ? `${names[0] ?? ""} to ${names.at(-1) ?? ""}` : names.join(", ")}
      </Text>
      <div className={classes["finding"]}>
        <Text size="sm" {...(state === "skipped" ? { c: "dimmed" } : {})}>
          {text}
        </Text>
        {error?.hint && (
          <Text size="xs" c="dimmed">
            {error.hint}
          </Text>
        )}
        {error && <RefusalFacts details={error.details ?? {}} />}
        {policy !== null && <PolicyStatement policy={policy} />}
      </div>
    </li>
  );
}

/** What an administrator asks for first: the call, who made it, on what, and which policy answered. */
function RefusalFacts({ details }: { details: Record<string, unknown> }) {
  const facts = [
    ["Call", details["action"] ?? details["call"]],
    ["By", details["principal"]],
    ["On", details["resource"]],
    ["Refused by", details["policy"]],
    ["Request", details["requestId"]],
  ].filter(([, fact]) => typeof fact === "string" && fact !== "");
  if (facts.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" className={classes["facts"] ?? ""}>
      {facts.map(([name, fact]) => `${String(name)}: ${String(fact)}`).join(" · ")}
    </Text>
  );
}
