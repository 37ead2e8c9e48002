import { queryEngineContract } from "../contracts/query-engine.ts";
import { MotoAthena } from "../fixtures/moto-athena.ts";

const url = process.env["MOTO_URL"] ?? "http://127.0.0.1:5555";

queryEngineContract("Athena of moto", async () => {
  const moto = await MotoAthena.create(url);
  return {
    engine: moto.queries,
    results: moto.engines.results,
    sqlOf: async ({ columns, rows }) => {
      // moto writes texts without doubling the quotes in them, as Athena does.
      const doubled = rows.map((row) => row.map((cell) => cell?.replaceAll('"', '""') ?? null));
      await moto.queue({ columns, rows: doubled });
      return "SELECT * FROM wanted";
    },
    dispose: () => moto.dispose(),
  };
});
