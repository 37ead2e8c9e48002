import { athenaSql } from "./athena-sql.ts";
import { type AccessRecipe, code, type Obstacle, obstacle } from "./access-recipe.ts";
import type { AccessSubject } from "./access-subject.ts";
import { powerBiSteps, tableauSteps } from "./bi-steps.ts";
import { duckDbSql } from "./duckdb-sql.ts";
import { pandasCode } from "./pandas-code.ts";
import { awsWrangler, pythonDuckDb } from "./python-code.ts";
import { rArrow, rDuckDb } from "./r-code.ts";
import { sparkCode } from "./spark-code.ts";

/** Every way to read a table that we know to write down. */
export function accessRecipes(subject: AccessSubject): AccessRecipe[] {
  const files = subject.store.kind === "s3" ? " s3fs" : "";
  const format = subject.table.format;
  return [
    recipe("lakeshore", "Lakeshore", "SQL", null, lakeshoreSql(subject)),
    recipe("athena", "Amazon Athena", "SQL", null, athenaSql(subject)),
    recipe("duckdb", "DuckDB", "SQL", "DuckDB 1.3 or later", duckDbSql(subject)),
    recipe(
      "pandas",
      "pandas",
      "Python",
      `pip install pandas pyarrow fsspec${files}${format === "delta" ? " deltalake" : ""}`,
      pandasCode(subject),
    ),
    recipe("python-duckdb", "DuckDB", "Python", "pip install duckdb pandas", pythonDuckDb(subject)),
    recipe("awswrangler", "awswrangler", "Python", "pip install awswrangler", awsWrangler(subject)),
    recipe("r-arrow", "arrow", "R", 'install.packages(c("arrow", "dplyr"))', rArrow(subject)),
    recipe("r-duckdb", "DuckDB", "R", 'install.packages(c("DBI", "duckdb"))', rDuckDb(subject)),
    recipe("spark", "PySpark", "Spark", sparkNeeds(subject), sparkCode(subject)),
    { id: "tableau", title: "Tableau", group: "BI tools", needs: null, content: tableauSteps(subject) },
    { id: "power-bi", title: "Power BI", group: "BI tools", needs: null, content: powerBiSteps(subject) },
  ];
}

function recipe(
  id: string,
  title: string,
  group: AccessRecipe["group"],
  needs: string | null,
  made: string | Obstacle,
): AccessRecipe {
  return { id, title, group, needs, content: typeof made === "string" ? code(made) : made };
}

function lakeshoreSql({ sqlName }: AccessSubject): string | Obstacle {
  if (sqlName === null) return obstacle("It lies in no zone of this lake, and questions here read zones.");
  return `SELECT *\nFROM ${sqlName}\nLIMIT 100`;
}

/** Packages that Spark does not come with, by what they are for. */
function sparkNeeds({ store, table }: AccessSubject): string {
  const packages: Partial<Record<string, string>> = {
    delta: "io.delta:delta-spark_2.13",
    iceberg: "org.apache.iceberg:iceberg-spark-runtime",
    hudi: "org.apache.hudi:hudi-spark-bundle",
    avro: "org.apache.spark:spark-avro_2.13",
  };
  const wanted = [
    ...(store.kind === "s3" ? ["org.apache.hadoop:hadoop-aws"] : []),
    ...[packages[table.format] ?? []].flat(),
  ];
  const also = wanted.length === 0 ? "" : `, with the packages ${wanted.join(" and ")} of its own version`;
  return `pip install pyspark${also}`;
}
