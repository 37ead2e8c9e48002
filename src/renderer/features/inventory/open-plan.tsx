import { modals } from "@mantine/modals";
import { PlanDialog } from "./PlanDialog.tsx";

/** Shows what registering these datasets would change, and does it when the person says so. */
export function openPlan(lakeId: string, ids: number[]): void {
  const id = modals.open({
    title: "Register in the catalog",
    size: "xl",
    children: <PlanDialog lakeId={lakeId} ids={ids} onDone={() => modals.close(id)} />,
  });
}
