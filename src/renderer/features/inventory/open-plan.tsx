import { modals } from "@mantine/modals";
import { PlanDialog } from "./PlanDialog.tsx";

/** Shows what registering these datasets would change, and does it when the person says so; `onBegun` is called then. */
export function openPlan(lakeId: string, ids: number[], onBegun: () => void): void {
  const id = modals.open({
    title: "Register in the catalog",
    size: "xl",
    children: <PlanDialog lakeId={lakeId} ids={ids} onBegun={onBegun} onDone={() => modals.close(id)} />,
  });
}
