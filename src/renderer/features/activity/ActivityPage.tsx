import { Button, Group, ScrollArea, Stack, Tabs, Title } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { client } from "../../lib/client.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { showError } from "../../ui/show-error.ts";
import { JobCard } from "./JobCard.tsx";
import { JournalList } from "./JournalList.tsx";
import { useJobs } from "./use-jobs.ts";

/** What is under way and what was done: the jobs of this run, and the lake's journal. */
export function ActivityPage() {
  return (
    <Tabs defaultValue="jobs" p="md" h="100%" display="flex" style={{ flexDirection: "column" }}>
      <Title order={2} mb="xs">
        Activity
      </Title>
      <Tabs.List>
        <Tabs.Tab value="jobs">Jobs</Tabs.Tab>
        <Tabs.Tab value="journal">Journal of the lake</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="jobs" flex={1} mih={0}>
        <JobList />
      </Tabs.Panel>
      <Tabs.Panel value="journal" flex={1} mih={0}>
        <JournalList />
      </Tabs.Panel>
    </Tabs>
  );
}

function JobList() {
  const { value: jobs, error, retry } = useJobs();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!jobs || jobs.length === 0) {
    return (
      <EmptyState icon={<IconActivity size={22} />} title="Nothing is under way">
        Copies, moves, deletions and exports show here, with their progress.
      </EmptyState>
    );
  }
  return (
    <ScrollArea h="100%">
      <Stack gap="xs" py="sm">
        <Group justify="flex-end">
          <Button variant="subtle" onClick={() => void client.activity.clearFinished().catch(showError)}>
            Clear finished
          </Button>
        </Group>
        {jobs.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </Stack>
    </ScrollArea>
  );
}
