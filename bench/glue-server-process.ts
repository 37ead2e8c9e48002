import { GlueServer } from "../tests/fixtures/glue-server.ts";

/** A Glue of many tables in a process of its own, so that its memory does not count: tables of each database, databases. */
const [tables = "0", databases = "0"] = process.argv.slice(2);
const server = await GlueServer.start();
server.columnsEach = 20;
for (let number = 0; number < Number(databases); number += 1) {
  server.databases.set(`database_${number}`, Number(tables));
}
process.send?.(server.endpoint);
