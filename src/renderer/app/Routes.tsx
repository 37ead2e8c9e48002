import { Route, Switch } from "wouter";
import { StartPage } from "../features/lakes/index.ts";
import { lakeRoute } from "../lib/paths.ts";
import { LakeShell } from "./LakeShell.tsx";

/** Start page, or a lake. */
export function Routes() {
  return (
    <Switch>
      <Route path={lakeRoute}>{({ lakeId = "" }) => <LakeShell key={lakeId} lakeId={lakeId} />}</Route>
      <Route>
        <StartPage />
      </Route>
    </Switch>
  );
}
