import { Checkbox, Text } from "@mantine/core";
import { useState } from "react";
import { parseSearch, toggleFilter } from "../../../shared/domain/search-query.ts";
import type { Facet } from "../../../shared/domain/search.ts";
import { useLake } from "../../app/lake-context.ts";
import { formatCount, plural } from "../../lib/format.ts";
import classes from "./facets.module.css";
import { facetNames, valueName } from "./facet-names.ts";
import { useSearchFacets } from "./use-search-facets.ts";

/** Values of a facet that are shown at first. */
const FIRST = 6;

/** What the found tables have in common, with counts; a click adds the filter to the text of the search. */
export function FacetPanel({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { summary } = useLake();
  const { data } = useSearchFacets(summary.id, text);
  const shown = (data?.facets ?? []).filter(({ values }) => values.length > 0);
  return (
    <aside className={classes["panel"]} aria-label="Filters">
      <Text size="xs" c="dimmed" role="status">
        {data ? `${plural(data.found, "table")} found` : "Counting …"}
      </Text>
      {shown.map((facet) => (
        <FacetGroup key={facet.key} facet={facet} text={text} onChange={onChange} />
      ))}
    </aside>
  );
}

interface FacetGroupProps {
  facet: Facet;
  text: string;
  onChange: (text: string) => void;
}

function FacetGroup({ facet: { key, values }, text, onChange }: FacetGroupProps) {
  const { definition } = useLake();
  const [isWhole, setIsWhole] = useState(false);
  const { filters } = parseSearch(text);
  const isChosen = (value: string) =>
    filters.some((filter) => filter.key === key && !filter.isNot && filter.value === value.toLowerCase());
  return (
    <fieldset className={classes["group"]}>
      <legend className={classes["legend"]}>{facetNames[key]}</legend>
      {values.slice(0, isWhole ? values.length : FIRST).map(({ value, count }) => (
        <Checkbox
          key={value}
          size="xs"
          checked={isChosen(value)}
          onChange={() => onChange(toggleFilter(text, key, value))}
          classNames={{ body: classes["value"] ?? "", labelWrapper: classes["label"] ?? "" }}
          label={
            <span className={classes["words"]}>
              <span className={classes["name"]} title={value}>
                {valueName(key, value, definition.zones)}
              </span>
              <span className={classes["count"]}>{formatCount(count)}</span>
            </span>
          }
        />
      ))}
      {values.length > FIRST && (
        <button type="button" className={classes["more"]} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? "Fewer" : `${formatCount(values.length - FIRST)} more`}
        </button>
      )}
    </fieldset>
  );
}
