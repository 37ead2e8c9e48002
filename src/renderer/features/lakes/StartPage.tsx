import { Anchor, Button, Container, Group, Paper, ScrollArea, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconCloud, IconFolderOpen, IconPlus, IconRipple } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { folderPlace, type LakePlace } from "../../../shared/domain/lake-place.ts";
import { client } from "../../lib/client.ts";
import { useHost } from "../../lib/host.ts";
import { openConnections } from "../connections/index.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PlaceDialog } from "./PlaceDialog.tsx";
import { S3LakeDialog } from "./S3LakeDialog.tsx";
import { RecentLakes } from "./RecentLakes.tsx";
import classes from "./StartPage.module.css";
import { useChooseFolder } from "./use-choose-folder.ts";
import { useOpenLake } from "./use-open-lake.ts";
import { WelcomeLogo } from "./WelcomeLogo.tsx";

/** First start, and between two lakes: the sample, a folder, a new lake, a lake in S3, and the lakes of before. */
export function StartPage() {
  const host = useHost();
  const sample = useOpenLake(() => client.lakes.openSample());
  const start = useOpenLake((path: string) => client.lakes.open({ place: folderPlace(path) }));
  const [place, setPlace] = useState<LakePlace | null>(null);
  const [connects, setConnects] = useState(false);
  const choose = useChooseFolder((path) => setPlace(folderPlace(path)));
  const startPath = host?.startLakePath;
  const { mutate: openStart } = start;
  const started = useRef(false);

  useEffect(() => {
    if (!startPath || started.current || sessionStorage.getItem("lakeshore:started") === startPath) return;
    started.current = true;
    sessionStorage.setItem("lakeshore:started", startPath);
    openStart(startPath, { onError: () => setPlace(folderPlace(startPath)) });
  }, [startPath, openStart]);

  return (
    <ScrollArea h="100%">
      <Container size="md" py={56}>
        <Stack gap="xl">
          <Stack gap={6}>
            <Group gap="sm">
              <WelcomeLogo />
              <Title order={1}>Lakeshore</Title>
            </Group>
            <Text c="dimmed">Browse a data lake, put files in, ask it questions, and take answers away.</Text>
          </Stack>
          {sample.isError && <ErrorNotice error={sample.error} onRetry={() => sample.mutate()} />}
          <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
            <StartCard
              icon={<IconRipple />}
              title="Sample lake"
              text="Real public data in three zones, to try everything on."
            >
              <Button fullWidth loading={sample.isPending} onClick={() => sample.mutate()}>
                Open the sample lake
              </Button>
            </StartCard>
            <StartCard
              icon={<IconFolderOpen />}
              title="A folder"
              text="Open a lake, or make one of a folder that has data already."
            >
              <Button fullWidth variant="default" loading={start.isPending} onClick={() => choose("Open a folder")}>
                Open a folder …
              </Button>
            </StartCard>
            <StartCard
              icon={<IconPlus />}
              title="A new lake"
              text="Start in an empty folder with raw, trusted and refined zones."
            >
              <Button fullWidth variant="default" onClick={() => choose("Choose a folder for the new lake")}>
                Create a lake …
              </Button>
            </StartCard>
            <StartCard
              icon={<IconCloud />}
              title="A lake in S3"
              text="On AWS, MinIO, Ceph, Cloudflare R2 and other stores that speak S3."
            >
              <Button fullWidth variant="default" onClick={() => setConnects(true)}>
                Connect …
              </Button>
            </StartCard>
          </SimpleGrid>
          <RecentLakes onDamaged={setPlace} />
          <Anchor component="button" size="sm" ta="left" onClick={openConnections}>
            Connections to S3 stores …
          </Anchor>
        </Stack>
      </Container>
      {choose.dialog}
      {place !== null && <PlaceDialog place={place} onClose={() => setPlace(null)} />}
      {connects && <S3LakeDialog onClose={() => setConnects(false)} />}
    </ScrollArea>
  );
}

function StartCard({
  icon,
  title,
  text,
  children,
}: {
  icon: React.ReactNode;
  title: string;
  text: string;
  children: React.ReactNode;
}) {
  return (
    <Paper withBorder p="md" className={classes["card"] ?? ""}>
      <div className={classes["icon"]}>{icon}</div>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" className={classes["text"] ?? ""}>
        {text}
      </Text>
      {children}
    </Paper>
  );
}
