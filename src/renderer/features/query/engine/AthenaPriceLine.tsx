import { Button, Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { AppError } from "../../../../shared/domain/app-error.ts";
import { useLake } from "../../../app/lake-context.ts";
import { client } from "../../../lib/client.ts";
import { openPrompt } from "../../../ui/prompt.tsx";

/** By what price costs are estimated, and a way to set another. */
export function AthenaPriceLine() {
  const { summary } = useLake();
  const lakeId = summary.id;
  const queries = useQueryClient();
  const queryKey = ["athena-price", lakeId];
  const price = useQuery({ queryKey, queryFn: ({ signal }) => client.athena.price({ lakeId }, { signal }) });
  if (!price.data) return null;
  const { region, usdPerTb, isDefault } = price.data;
  const change = () =>
    openPrompt({
      title: `Price of Athena in ${region}`,
      label: "US dollars for a TB of data scanned; “list” for Athena's list price",
      initial: String(usdPerTb),
      submit: "Set",
      onSubmit: async (text) => {
        queries.setQueryData(queryKey, await client.athena.setPrice({ lakeId, usdPerTb: priceOf(text) }));
      },
    });
  return (
    <Group gap={4} justify="space-between">
      <Text size="xs" c="dimmed">
        Estimates by ${usdPerTb} a TB in {region}
        {isDefault ? " (list price)" : ""}
      </Text>
      <Button variant="subtle" size="compact-xs" onClick={change}>
        Change …
      </Button>
    </Group>
  );
}

function priceOf(text: string): number | null {
  if (text.toLowerCase() === "list") return null;
  const usd = Number(text.replace(",", "."));
  if (Number.isFinite(usd) && usd >= 0 && usd <= 1_000) return usd;
  throw new AppError("INVALID_INPUT", `“${text}” is no price.`, { hint: "Write a number, like 5 or 6.75." });
}
