import { Button, Menu } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { openRegister } from "./open-register.tsx";

/** Entry of the menu of an object or folder. */
export function RegisterItem({ address }: { address: ObjectAddress }) {
  return (
    <Menu.Item leftSection={<IconTable size={14} />} onClick={() => openRegister(address)}>
      Register as a table …
    </Menu.Item>
  );
}

/** Button beside the preview of a dataset. */
export function RegisterButton({ address }: { address: ObjectAddress }) {
  return (
    <Button variant="default" leftSection={<IconTable size={14} />} onClick={() => openRegister(address)}>
      Register
    </Button>
  );
}
