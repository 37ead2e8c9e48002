import { activityContract } from "./activity.ts";
import { athenaContract } from "./athena.ts";
import { catalogContract } from "./catalog.ts";
import { connectionsContract } from "./connections.ts";
import { findingsContract } from "./findings.ts";
import { hostContract } from "./host.ts";
import { inventoryContract } from "./inventory.ts";
import { knowledgeContract } from "./knowledge.ts";
import { lakesContract } from "./lakes.ts";
import { objectsContract } from "./objects.ts";
import { previewContract } from "./preview.ts";
import { profilesContract } from "./profiles.ts";
import { queryContract } from "./query.ts";
import { snapshotsContract } from "./snapshots.ts";
import { transfersContract } from "./transfers.ts";
import { zonesContract } from "./zones.ts";

/** All that the renderer can ask of main. */
export const contract = {
  activity: activityContract,
  athena: athenaContract,
  catalog: catalogContract,
  connections: connectionsContract,
  findings: findingsContract,
  host: hostContract,
  inventory: inventoryContract,
  knowledge: knowledgeContract,
  lakes: lakesContract,
  objects: objectsContract,
  preview: previewContract,
  profiles: profilesContract,
  query: queryContract,
  snapshots: snapshotsContract,
  transfers: transfersContract,
  zones: zonesContract,
};
export type Contract = typeof contract;
