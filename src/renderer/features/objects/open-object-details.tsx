import { modals } from "@mantine/modals";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { ObjectDetails } from "./ObjectDetails.tsx";

/** Shows what the store knows of an object beside its bytes; of a folder, the versions below it. */
export function openObjectDetails(address: ObjectAddress): void {
  modals.open({ title: baseName(address.path), size: "lg", children: <ObjectDetails address={address} /> });
}
