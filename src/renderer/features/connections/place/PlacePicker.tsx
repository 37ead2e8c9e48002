import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { ConnectionSummary } from "../../../../shared/contract/connections.ts";
import { Connection } from "../../../../shared/domain/connection.ts";
import { LakePlace, type S3Place } from "../../../../shared/domain/lake-place.ts";
import { ConnectionTest } from "../test/ConnectionTest.tsx";
import { BucketField } from "./BucketField.tsx";
import { homePrefix } from "./home-prefix.ts";
import { PrefixBrowser } from "./PrefixBrowser.tsx";

interface PlacePickerProps {
  connection: ConnectionSummary;
  onChoose: (place: S3Place) => void;
  onBack: () => void;
}

/** Chooses a bucket, and a prefix in it; both can be typed where they may not be listed. */
export function PlacePicker({ connection, onChoose, onBack }: PlacePickerProps) {
  const [bucket, setBucket] = useState("");
  const [prefix, setPrefix] = useState("");
  const place = placeOf(connection.id, bucket, homePrefix(prefix));
  return (
    <Stack gap="sm">
      <BucketField
        connection={connection}
        onChange={(chosen) => {
          setBucket(chosen);
          setPrefix("");
        }}
      />
      {bucket !== "" && (
        <PrefixBrowser connectionId={connection.id} bucket={bucket} prefix={prefix} onChange={setPrefix} />
      )}
      <ConnectionTest
        label="Test this place"
        subject={
          place && {
            connection: Connection.parse(connection),
            secretKey: null,
            bucket: place.bucket,
            prefix: place.prefix,
          }
        }
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button disabled={place === null} onClick={() => place && onChoose(place)}>
          Look at this place
        </Button>
      </Group>
    </Stack>
  );
}

function placeOf(connectionId: string, bucket: string, prefix: string): S3Place | null {
  const place = LakePlace.safeParse({ kind: "s3", connectionId, bucket, prefix });
  return place.success && place.data.kind === "s3" ? place.data : null;
}
