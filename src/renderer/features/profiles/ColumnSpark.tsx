import { UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { profileChanges } from "../../../shared/domain/column-profile.ts";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { ColumnFigures } from "./ColumnFigures.tsx";
import { glanceOf } from "./profile-words.ts";
import classes from "./profiles.module.css";
import { Spark } from "./Spark.tsx";
import { useColumnProfile } from "./use-profile.ts";

interface ColumnSparkProps {
  address: ObjectAddress;
  /** Place of the column in the dataset, from 1. */
  number: number;
  /** Of the column that is shown: a profile may be of an older shape of the dataset. */
  name: string;
}

/** A column's profile drawn small, and large on click. Nothing where the column was not profiled. */
export function ColumnSpark({ address, number, name }: ColumnSparkProps) {
  const found = useColumnProfile(address, number);
  if (!found || found.profile.name !== name) return null;
  const { profile, previous } = found;
  const hasChanged = previous !== null && profileChanges(previous, profile).length > 0;
  const open = () =>
    modals.open({ title: name, size: "xl", children: <ColumnFigures profile={profile} previous={previous} /> });
  return (
    <UnstyledButton
      className={classes["glance"] ?? ""}
      aria-label={`Profile of ${name}: ${glanceOf(profile)}`}
      title={glanceOf(profile)}
      onClick={(event) => {
        // In a grid's header a click sorts.
        event.stopPropagation();
        open();
      }}
    >
      <Spark profile={profile} />
      {hasChanged && <span className={classes["changed"]} title="Not as it was at the last profile" />}
    </UnstyledButton>
  );
}
