import type { ClassifierVersions, DecidedFinding } from "../../../../shared/domain/knowledge.ts";
import type { IndexDatabase } from "../../../state/index-database.ts";
import type { MadeStatement } from "../statements/statement-event.ts";
import { type StatementOf, registerOf } from "../statements/statement.ts";
import { liveOfTopic, liveStatements } from "./statement-rows.ts";
import { versionsOf } from "./versions.ts";

/** Decisions on evidence of the columns of one dataset, or of all; where people decided at once, the newest counts. */
export function decisions(database: IndexDatabase, dataset: { zoneId: string; path: string } | null): DecidedFinding[] {
  const made: (MadeStatement & { statement: StatementOf<"finding"> })[] =
    dataset === null
      ? liveOfTopic(database, "finding")
      : liveStatements(database, ["finding"], { zone: dataset.zoneId, name: dataset.path });
  const newest = Map.groupBy(made, ({ statement, by }) => registerOf(statement, by));
  return [...newest.values()].flatMap(([first]) => {
    if (!first?.statement.value) return [];
    const { id, by, at, statement } = first;
    return [{ id, by, at, finding: statement.finding, ...first.statement.value }];
  });
}

/** Custom classifiers that are there, by their id. */
export function classifiers(database: IndexDatabase): ClassifierVersions[] {
  const made = Map.groupBy(liveOfTopic(database, "classifier"), ({ statement }) => statement.classifierId);
  return [...made]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, versions]) => versionsOf(versions))
    .filter(({ values }) => values.length > 0);
}
