import { Menu } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { ObjectAddress } from "../../../shared/domain/object-address.ts";
import { useLake } from "../../app/lake-context.ts";
import { openObjectDetails } from "./open-object-details.tsx";

/** Entry of an object's menu: versions, tags, storage class and the like, where the store has them. */
export function DetailsMenuItem({ address }: { address: ObjectAddress }) {
  const isFolder = useLake().summary.place.kind === "folder";
  return (
    <Menu.Item
      leftSection={<IconHistory size={14} />}
      disabled={isFolder}
      title={isFolder ? "The files of a folder have no versions, tags or links; objects of a lake in S3 do." : ""}
      onClick={() => openObjectDetails(address)}
    >
      Details and versions …
    </Menu.Item>
  );
}
