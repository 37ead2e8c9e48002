import { Button, Divider, Group, Rating as Stars, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { TableKnowledge, TableSubject } from "../../../shared/domain/knowledge.ts";
import { client } from "../../lib/client.ts";
import { plural } from "../../lib/format.ts";
import { ByLine } from "./ByLine.tsx";
import { useKnowledgeAct } from "./use-knowledge.ts";

type AllRatings = TableKnowledge["ratings"];

/** One's own rating, which can be changed, and what others think. */
export function Ratings({ table, ratings }: { table: TableSubject; ratings: AllRatings }) {
  const { count, average, all, mine } = ratings;
  const others = all.filter(({ id }) => id !== mine?.id);
  return (
    <Stack gap="xs">
      <AverageStars average={average} count={count} />
      <MyRating key={mine?.id ?? ""} table={table} mine={mine} />
      {others.length > 0 && <Divider />}
      {others.map(({ id, by, at, stars, comment }) => (
        <div key={id}>
          <Stars value={stars} readOnly size="xs" aria-label={plural(stars, "star")} />
          {comment !== "" && <Text size="sm">{comment}</Text>}
          <ByLine by={by} at={at} />
        </div>
      ))}
      {count > all.length && (
        <Text size="xs" c="dimmed">
          The newest {all.length} are shown.
        </Text>
      )}
    </Stack>
  );
}

/** What people think of it on average. */
export function AverageStars({ average, count }: { average: number | null; count: number }) {
  if (average === null) {
    return (
      <Text size="sm" c="dimmed">
        Nobody has rated it yet.
      </Text>
    );
  }
  return (
    <Group gap={6} title={`${average.toFixed(2)} of 5`}>
      <Stars value={average} fractions={4} readOnly size="xs" />
      <Text size="sm">
        {average.toFixed(1)} ({plural(count, "rating")})
      </Text>
    </Group>
  );
}

function MyRating({ table, mine }: { table: TableSubject; mine: AllRatings["mine"] }) {
  const [stars, setStars] = useState(mine?.stars ?? 0);
  const [comment, setComment] = useState(mine?.comment ?? "");
  const act = useKnowledgeAct();
  const isChanged = stars !== (mine?.stars ?? 0) || comment !== (mine?.comment ?? "");
  return (
    <Stack gap={6} role="group" aria-label="Your rating">
      <Group gap={6}>
        <Text size="sm">Yours:</Text>
        <Stars value={stars} onChange={setStars} size="sm" />
      </Group>
      {stars > 0 && (
        <Textarea
          aria-label="Comment"
          placeholder="Why? (may stay empty)"
          value={comment}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      )}
      <Group gap={6}>
        {isChanged && stars > 0 && (
          <Button
            loading={act.isPending}
            onClick={() =>
              act.mutate((lakeId) =>
                client.knowledge.rate({ lakeId, table, rating: { stars, comment: comment.trim() } }),
              )
            }
          >
            {mine ? "Change" : "Rate"}
          </Button>
        )}
        {mine && (
          <Button
            variant="default"
            onClick={() => act.mutate((lakeId) => client.knowledge.rate({ lakeId, table, rating: null }))}
          >
            Take back
          </Button>
        )}
      </Group>
    </Stack>
  );
}
