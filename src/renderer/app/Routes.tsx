import { Route, Switch } from "wouter";
import { StartPage } from "../features/lakes/index.ts";
import { LakeShell } from "./LakeShell.tsx";

/** Start page, or a lake. */
export function Routes() {
  return (
    <Switch>
      <Route path="/lake/:lakeId/*?">{({ lakeId }) => <LakeShell key={lakeId} lakeId={lakeId} />}</Route>
      <Route>
        <StartPage />
      </Route>
    </Switch>
  );
}
