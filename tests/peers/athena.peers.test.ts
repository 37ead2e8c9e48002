import { queryEngineContract } from "../contracts/query-engine.ts";
import { MotoAthena } from "../fixtures/moto-athena.ts";
import { describeWithPeers, moto } from "./peer-servers.ts";

describeWithPeers(["moto"], "Athena", () => {
  queryEngineContract("Athena of moto", async () => {
    const athena = await MotoAthena.create(moto().endpoint);
    return {
      engine: athena.queries,
      results: athena.engines.results,
      sqlOf: async ({ columns, rows }) => {
        // moto writes texts without doubling the quotes in them, as Athena does.
        const doubled = rows.map((row) => row.map((cell) => cell?.replaceAll('"', '""') ?? null));
        await athena.queue({ columns, rows: doubled });
        return "SELECT * FROM wanted";
      },
      dispose: () => athena.dispose(),
    };
  });
});
