import { Modal, Stepper } from "@mantine/core";
import { useState } from "react";
import type { ConnectionSummary } from "../../../shared/contract/connections.ts";
import { locationOf, type S3Place } from "../../../shared/domain/lake-place.ts";
import { ConnectionPicker, PlacePicker } from "../connections/index.ts";
import { PlaceChoice } from "./PlaceChoice.tsx";

/** A lake in a store that speaks S3: through which connection, where, and what is made of that place. */
export function S3LakeDialog({ onClose }: { onClose: () => void }) {
  const [connection, setConnection] = useState<ConnectionSummary | null>(null);
  const [place, setPlace] = useState<S3Place | null>(null);
  const back = () => {
    setPlace(null);
    setConnection(null);
  };
  const step = place ? 2 : connection ? 1 : 0;
  const goTo = (wanted: number) => (wanted === 0 ? back() : setPlace(null));
  return (
    <Modal opened onClose={onClose} title="A lake in S3" size="lg">
      <Stepper
        active={step}
        onStepClick={(wanted) => wanted < step && goTo(wanted)}
        size="xs"
        iconSize={24}
        mb="md"
        allowNextStepsSelect={false}
      >
        <Stepper.Step label="Connection" description={connection?.name ?? "Which store, and who"} />
        <Stepper.Step label="Place" description={place ? locationOf(place) : "Bucket and prefix"} />
        <Stepper.Step label="Lake" description="Open or create" />
      </Stepper>
      {!connection && <ConnectionPicker onChoose={setConnection} onCancel={onClose} />}
      {connection && !place && <PlacePicker connection={connection} onChoose={setPlace} onBack={back} />}
      {place && <PlaceChoice place={place} onClose={onClose} />}
    </Modal>
  );
}
