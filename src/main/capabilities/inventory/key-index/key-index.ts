import { IndexDatabase } from "../../../state/index-database.ts";
import { addTables, compareAll } from "./catalog-comparison.ts";
import { addListed, changedPrefixes, forgetGone, takeListed } from "./changed-prefixes.ts";
import { datasetGroups } from "./dataset-groups.ts";
import { datasetDetail, keepDescribed, listDatasets, undescribed } from "./dataset-queries.ts";
import { replaceDatasets } from "./dataset-rows.ts";
import type { KeysReply, KeysRequest } from "./keys-protocol.ts";
import { keysSchema } from "./keys-schema.ts";
import { ObjectRows } from "./object-rows.ts";
import { examineAs, findingsAt, keepDecisions, listFindings } from "./finding-rows.ts";
import { oddOnes } from "./odd-ones.ts";
import {
  addRegistered,
  comparePartitions,
  needsNoPartitions,
  partitionFolders,
  partitionedDatasets,
} from "./partition-comparison.ts";
import { PrefixTree } from "./prefix-tree.ts";
import { rollUp } from "./roll-ups.ts";
import { beginScan, endScan, findNames, growth, statusOf } from "./scan-rows.ts";
import { summariseChanged } from "./summaries.ts";
import { addUnread, forgetUnread } from "./unread-prefixes.ts";
import { ZoneListing } from "./zone-listing.ts";
import { keepZones } from "./kept-zones.ts";

const done: KeysReply = { kind: "done" };

type Steps = Generator<void, void, void>;
/** What a person asks waits no longer than this for the work of a scan. */
const SLICE_MS = 40;

/** Answers the requests of one lake's key index, in the worker that owns its database. */
export class KeyIndex {
  readonly #database: IndexDatabase;
  readonly #tree: PrefixTree;
  readonly #rows: ObjectRows;
  #scan = 0;
  #counts = { added: 0, changed: 0, removed: 0 };
  #zone = { id: "", prefix: "" };
  #listing: ZoneListing | null = null;
  #lastChanged: string | null = null;
  #summarising: Steps | null = null;
  #grouping: Steps | null = null;
  #comparing: Steps | null = null;
  /** By dataset: some are compared at once. */
  readonly #partitions = new Map<number, Steps>();

  constructor(path: string) {
    this.#database = new IndexDatabase(path, keysSchema);
    this.#tree = new PrefixTree(this.#database);
    this.#rows = new ObjectRows(this.#database);
  }

  answer(request: KeysRequest): KeysReply {
    return this.#answerScan(request) ?? this.#answerDatasets(request) ?? this.#answerQuestion(request) ?? done;
  }

  #answerScan(request: KeysRequest): KeysReply | null {
    switch (request.kind) {
      case "begin-scan":
        this.#scan = beginScan(this.#database, request.scope, request.startedAt);
        this.#counts = { added: 0, changed: 0, removed: 0 };
        return done;
      case "keep-zones":
        keepZones(this.#database, request.zoneIds);
        return done;
      case "begin-zone":
        this.#zone = { id: request.zoneId, prefix: "" };
        this.#listing = new ZoneListing(this.#database, this.#tree, this.#rows, request.zoneId, this.#scan);
        return done;
      case "add":
        this.#counts.added += this.#listing?.add(request.objects) ?? 0;
        return done;
      case "end-listing":
        this.#listing?.end();
        this.#listing = null;
        this.#tree.ensure(request.zoneId, "");
        this.#zone = { id: request.zoneId, prefix: request.prefix };
        this.#lastChanged = null;
        forgetUnread(this.#database, this.#scan, request.zoneId, request.prefix);
        return done;
      case "unread":
        addUnread(this.#database, this.#scan, request.zoneId, request.prefixes);
        return done;
      case "changed-prefixes": {
        const paths = changedPrefixes(this.#database, this.#zone.id, this.#scan, this.#lastChanged, request.limit);
        this.#lastChanged = paths.findLast((path) => path !== "") ?? this.#lastChanged ?? "";
        return { kind: "changed", paths };
      }
      case "listed": {
        addListed(this.#database, request.objects);
        if (request.isLast)
          this.#count(takeListed(this.#database, this.#tree, this.#rows, this.#zone.id, request.path));
        return done;
      }
      case "forget-gone": {
        const scope = { zoneId: this.#zone.id, prefix: this.#zone.prefix, scan: this.#scan };
        const { left, removed } = forgetGone(this.#database, this.#tree, this.#rows, scope, request.limit);
        this.#counts.removed += removed;
        return { kind: "left", left };
      }
      case "summarise":
        if (request.isFirst) this.#summarising = summariseChanged(this.#database);
        return { kind: "left", left: advance(this.#summarising) };
      case "end-scan":
        endScan(this.#database, this.#scan, request.finishedAt, this.#counts);
        return done;
      default:
        return null;
    }
  }

  #answerDatasets(request: KeysRequest): KeysReply | null {
    switch (request.kind) {
      case "group": {
        const { zoneId, isFirst } = request;
        if (isFirst) this.#grouping = replaceDatasets(this.#database, zoneId, datasetGroups(this.#database, zoneId));
        return { kind: "left", left: advance(this.#grouping) };
      }
      case "undescribed":
        return { kind: "undescribed", ...undescribed(this.#database, request.after, request.limit) };
      case "examine-as":
        examineAs(this.#database, request.version);
        return done;
      case "decided":
        keepDecisions(this.#database, request.decisions);
        return done;
      case "described":
        keepDescribed(this.#database, request.outcomes);
        return done;
      case "begin-tables":
        this.#database.run("DELETE FROM catalog_table");
        return done;
      case "add-tables":
        addTables(this.#database, request.tables);
        return done;
      case "compare":
        if (request.isFirst) this.#comparing = compareAll(this.#database, Date.now());
        return { kind: "left", left: advance(this.#comparing) };
      default:
        return this.#answerPartitions(request);
    }
  }

  #answerPartitions(request: KeysRequest): KeysReply | null {
    switch (request.kind) {
      case "partitioned":
        return { kind: "partitioned", datasets: partitionedDatasets(this.#database, request.after, request.limit) };
      case "begin-registered":
        this.#partitions.delete(request.id);
        this.#database.run("DELETE FROM registered WHERE dataset = ?", request.id);
        return done;
      case "add-registered":
        addRegistered(this.#database, request.id, request.partitions);
        return done;
      case "compare-partitions":
        return { kind: "left", left: this.#comparePartitions(request) };
      case "needs-no-partitions":
        needsNoPartitions(this.#database, request.id);
        return done;
      case "partition-folders": {
        const { id, keys, after, limit } = request;
        return { kind: "partition-folders", partitions: partitionFolders(this.#database, id, keys, after, limit) };
      }
      default:
        return null;
    }
  }

  #comparePartitions({ id, keys, isFirst }: Extract<KeysRequest, { kind: "compare-partitions" }>): number {
    if (isFirst) this.#partitions.set(id, comparePartitions(this.#database, id, keys, Date.now()));
    const left = advance(this.#partitions.get(id) ?? null);
    if (left === 0) this.#partitions.delete(id);
    return left;
  }

  #answerQuestion(request: KeysRequest): KeysReply | null {
    switch (request.kind) {
      case "status":
        return { kind: "status", status: statusOf(this.#database) };
      case "datasets":
        return { kind: "datasets", ...listDatasets(this.#database, request) };
      case "dataset":
        return { kind: "dataset", detail: datasetDetail(this.#database, request.id) };
      case "findings":
        return { kind: "findings", ...listFindings(this.#database, request) };
      case "findings-at":
        return { kind: "findings-of", findings: findingsAt(this.#database, request.zoneId, request.path) };
      case "odd-ones":
        return { kind: "odd-ones", ...oddOnes(this.#database, request.start, request.limit) };
      case "roll-up":
        return { kind: "roll-up", rollUp: rollUp(this.#database, request.zoneId, request.path) };
      case "growth":
        return { kind: "growth", scans: growth(this.#database) };
      case "names":
        return { kind: "names", names: findNames(this.#database, request.words, request.limit) };
      default:
        return null;
    }
  }

  #count({ added, changed, removed }: { added: number; changed: number; removed: number }): void {
    this.#counts.added += added;
    this.#counts.changed += changed;
    this.#counts.removed += removed;
  }
}

/** Takes steps for a moment; 1 while there are more. */
function advance(steps: Steps | null): number {
  const until = performance.now() + SLICE_MS;
  while (steps && performance.now() < until) if (steps.next().done) return 0;
  return steps ? 1 : 0;
}
