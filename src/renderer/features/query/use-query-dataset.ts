import { type ObjectAddress, baseName } from "../../../shared/domain/object-address.ts";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import { firstLook } from "./panel/table-tree.ts";
import { useOpenTab } from "./tabs/open-tab.ts";

/** Opens a new tab with a first look at an object or a folder of part files, and runs it. */
export function useQueryDataset(): (address: ObjectAddress) => void {
  const openTab = useOpenTab();
  return (address) => {
    client.query
      .nameOf(address)
      .then(
        ({ sql }) => openTab({ title: baseName(address.path).slice(0, 200), sql: firstLook(sql), run: true }),
        showError,
      );
  };
}
