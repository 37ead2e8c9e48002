import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";

/** Datasets in one folder above them. */
const TOGETHER = 100;
const PARTITIONS = 10;

const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: "id", data: [1, 2], type: "INT32" },
      { name: "name", data: ["Ana", "Bo"], type: "STRING" },
    ],
  }),
);

/** Writes one object of a dataset as of this round: small, as only their number counts here. A new date makes it another. */
export function writeObject(zone: string, dataset: number, object: number, round: number): void {
  const { folder, name, content } = described(dataset, object, round);
  const path = join(zone, `area-${String(Math.floor(dataset / TOGETHER)).padStart(3, "0")}`, folder);
  // Most are there already, and then this is one call.
  try {
    writeFileSync(join(path, name), content);
  } catch {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, name), content);
  }
}

/** Of ten datasets two are folders of Parquet parts, four of CSV parts, two Hive partitions of NDJSON, two series of CSV. */
function described(dataset: number, object: number, round: number) {
  const folder = `table-${String(dataset).padStart(5, "0")}`;
  const number = String(object).padStart(5, "0");
  const rows = "x".repeat(1 + (round % 7));
  switch (dataset % 5) {
    case 0:
      return { folder, name: `part-${number}.parquet`, content: parquet };
    case 1:
    case 2:
      return { folder, name: `part-${number}.csv`, content: `id,name,price\n${object},${rows},2.5\n` };
    case 3:
      return {
        folder: `${folder}/day=${object % PARTITIONS}`,
        name: `events-${number}.ndjson`,
        content: `{"id":${object},"name":"${rows}","seen":"2024-05-01"}\n`,
      };
    default:
      return { folder, name: `sales_${dateOf(object)}.csv`, content: `shop,amount,note\n${object},3.5,${rows}\n` };
  }
}

function dateOf(day: number): string {
  return new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
}
