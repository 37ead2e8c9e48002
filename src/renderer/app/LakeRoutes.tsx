import { Redirect, Route, Switch } from "wouter";
import { ActivityPage } from "../features/activity/index.ts";
import { CatalogPage, TablePage } from "../features/catalog/index.ts";
import { InventoryPage } from "../features/inventory/index.ts";
import { GlossaryPage } from "../features/knowledge/index.ts";
import { QueryPage } from "../features/query/index.ts";
import { ZonePage } from "../features/zones/index.ts";
import { parseCatalogPath, parseQueryPlace, parseZonePath, zonePath, zoneRoute } from "../lib/paths.ts";
import { useLake } from "./lake-context.ts";

/** What the part of an address behind the lake shows. */
export function LakeRoutes() {
  const { definition, summary } = useLake();
  const [first] = definition.zones.toSorted((a, b) => a.order - b.order);
  return (
    <Switch>
      <Route path={zoneRoute}>
        {({ zoneId = "" }) => {
          const rest = window.location.pathname.split("/").slice(5).join("/");
          const place = parseZonePath(rest) ?? { folder: "", object: null };
          return <ZonePage zoneId={zoneId} folder={place.folder} object={place.object} />;
        }}
      </Route>
      <Route path="/lake/:lakeId/catalog/*?">
        {() => {
          const table = parseCatalogPath(window.location.pathname.split("/").slice(4).join("/"));
          return table ? <TablePage key={`${table.zoneId}/${table.name}`} {...table} /> : <CatalogPage />;
        }}
      </Route>
      <Route path="/lake/:lakeId/query/*?">
        {(params) => <QueryPage place={parseQueryPlace(params["*"] ?? "")} />}
      </Route>
      <Route path="/lake/:lakeId/glossary/:termId?">{({ termId }) => <GlossaryPage termId={termId ?? null} />}</Route>
      <Route path="/lake/:lakeId/inventory">
        <InventoryPage />
      </Route>
      <Route path="/lake/:lakeId/activity">
        <ActivityPage />
      </Route>
      <Route>{first ? <Redirect to={zonePath(summary.id, first.id)} replace /> : <ActivityPage />}</Route>
    </Switch>
  );
}
