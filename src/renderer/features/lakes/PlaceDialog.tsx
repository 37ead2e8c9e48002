import { Modal } from "@mantine/core";
import { type LakePlace, locationOf } from "../../../shared/domain/lake-place.ts";
import { PlaceChoice } from "./PlaceChoice.tsx";

/** Looks at a place and offers what can be done with it. */
export function PlaceDialog({ place, onClose }: { place: LakePlace; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={locationOf(place)} size="lg">
      <PlaceChoice place={place} onClose={onClose} />
    </Modal>
  );
}
