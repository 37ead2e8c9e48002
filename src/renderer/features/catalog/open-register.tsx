import { modals } from "@mantine/modals";
import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { RegisterDialog } from "./RegisterDialog.tsx";

/** Asks for what a file or folder is to be called in the catalog, and registers it. */
export function openRegister(address: ObjectAddress): void {
  const id = modals.open({
    title: `Register “${baseName(address.path)}” as a table`,
    size: "xl",
    closeOnClickOutside: false,
    children: <RegisterDialog address={address} onDone={() => modals.close(id)} />,
  });
}
