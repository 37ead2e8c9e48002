import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { showError } from "../../../ui/show-error.ts";
import classes from "../connections.module.css";
import { grouped, verdict } from "./step-list.ts";
import { StepRow } from "./StepRow.tsx";
import { type TestSubject, useConnectionTest } from "./use-connection-test.ts";

interface ConnectionTestProps {
  /** Null while the connection is not filled in. */
  subject: TestSubject | null;
  label?: string;
}

/** Tries what a lake will need, one thing after the other, and shows how each went. */
export function ConnectionTest({ subject, label = "Test connection" }: ConnectionTestProps) {
  const { steps, isRunning, error, start, cancel } = useConnectionTest();
  const list = useRef<HTMLOListElement>(null);
  // Under a long form the steps would come out of sight.
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, [isRunning, steps.length]);
  const said = isRunning ? null : verdict(steps);
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={14} />}
          loading={isRunning}
          disabled={subject === null}
          onClick={() => void (subject && start(subject).catch(showError))}
        >
          {label}
        </Button>
        {isRunning && (
          <Button variant="subtle" onClick={cancel}>
            Stop the test
          </Button>
        )}
        {said && (
          <Text size="sm" role="status">
            {said}
          </Text>
        )}
      </Group>
      {steps.length > 0 && (
        <ol ref={list} className={classes["steps"]} aria-label="Steps of the test" aria-busy={isRunning}>
          {grouped(steps).map((group) => (
            <StepRow key={group.told.step} group={group} />
          ))}
        </ol>
      )}
      {error && <ErrorNotice error={error} />}
    </Stack>
  );
}
