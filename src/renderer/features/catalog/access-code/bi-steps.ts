import { type AccessRecipe, obstacle } from "./access-recipe.ts";
import type { AccessSubject } from "./access-subject.ts";
import { mText } from "./literals.ts";

type Content = AccessRecipe["content"];

const EXPORT = "Take it as CSV or Excel with “Export …” above, and open that file.";

/** The table as Athena has it on AWS, in the region of the lake; null where it has none. */
function athenaTable({ store, table: { catalogName } }: AccessSubject) {
  if (catalogName === null || store.kind !== "s3" || store.endpoint !== null) return null;
  const { region } = store;
  return {
    server: `athena.${region}.amazonaws.com`,
    region,
    database: catalogName.database,
    name: catalogName.table,
  };
}

export function tableauSteps(subject: AccessSubject): Content {
  const { table, uri, isFolder } = subject;
  const athena = athenaTable(subject);
  if (athena) {
    const { server, database, name } = athena;
    return {
      kind: "steps",
      steps: [
        "Connect › To a Server › Amazon Athena.",
        `Server: ${server}, port 443. S3 staging directory: that of your workgroup.`,
        "Sign in with your access key, or with a profile by the AWS driver’s own properties file.",
        `Catalog: AwsDataCatalog. Database: ${database}. Drag the table ${name} into the view.`,
      ],
      code: null,
    };
  }
  const isFile = uri !== null && !uri.startsWith("s3://");
  if (isFile && (table.format === "delimited" || table.format === "json")) {
    return {
      kind: "steps",
      steps: [
        `Connect › To a File › ${table.format === "json" ? "JSON file" : "Text file"}.`,
        isFolder ? "Choose one of the part files in the folder below." : "Choose the file below.",
        ...(isFolder ? ["Drag “New Union” into the canvas › Wildcard (automatic), and include subfolders."] : []),
        ...(table.format === "delimited"
          ? [
              `Its menu › Text File Properties: the field separator is ${JSON.stringify(table.readOptions["delimiter"] ?? ",")}.`,
            ]
          : []),
      ],
      code: uri,
    };
  }
  return obstacle(`Tableau has no connector for this format in this place. ${EXPORT}`);
}

export function powerBiSteps(subject: AccessSubject): Content {
  const { table, uri, isFolder } = subject;
  const athena = athenaTable(subject);
  if (athena) {
    const { region, database, name } = athena;
    return {
      kind: "steps",
      steps: [
        "Install the Amazon Athena ODBC driver, and make a DSN in the ODBC data sources of Windows:",
        `its region is ${region}, its catalog AwsDataCatalog, its database ${database}.`,
        "Get data › Amazon Athena. Type the name of the DSN.",
        `In the navigator choose AwsDataCatalog › ${database} › ${name}.`,
      ],
      code: null,
    };
  }
  if (uri === null || uri.startsWith("s3://")) return obstacle(`Power BI has no connector for S3. ${EXPORT}`);
  const reader = mReader(table, isFolder ? "[Content]" : `File.Contents(${mText(windows(uri))})`);
  if (reader === null) return obstacle(`Power BI has no reader of this format. ${EXPORT}`);
  const steps = ["Get data › Blank query › Advanced editor.", "Paste this, press Done, then Close & Apply."];
  const whole = isFolder
    ? `let
    Files = Folder.Files(${mText(windows(uri))}),
    Parts = Table.SelectRows(Files, each Text.EndsWith([Name], ${mText(subject.ending)})),
    Tables = Table.AddColumn(Parts, "Rows", each ${reader}),
    Source = Table.Combine(Tables[Rows])
in
    Source`
    : `let
    Source = ${reader}
in
    Source`;
  return { kind: "steps", steps, code: whole };
}

function mReader({ format, readOptions }: AccessSubject["table"], contents: string): string | null {
  if (format === "parquet") return `Parquet.Document(${contents})`;
  if (format === "json") return `Table.FromRecords(Json.Document(${contents}))`;
  if (format !== "delimited") return null;
  const pages: Record<string, number> = {
    "utf-8": 65_001,
    "utf-16le": 1200,
    "utf-16be": 1201,
    "windows-1252": 1252,
    "iso-8859-1": 28_591,
  };
  const delimiter = mText(readOptions["delimiter"] ?? ",");
  const quotes = readOptions["quote"] === "" ? "QuoteStyle.None" : "QuoteStyle.Csv";
  const document = `Csv.Document(${contents}, [Delimiter = ${delimiter}, Encoding = ${pages[readOptions["encoding"] ?? "utf-8"] ?? 65_001}, QuoteStyle = ${quotes}])`;
  const skipped = Number(readOptions["skipLines"] ?? 0);
  const rows = skipped > 0 ? `Table.Skip(${document}, ${skipped})` : document;
  return (readOptions["header"] ?? "true") === "true" ? `Table.PromoteHeaders(${rows})` : rows;
}

/** Power BI runs on Windows, whose paths it wants with backslashes. */
function windows(path: string): string {
  return /^(?:[A-Za-z]:\/|\/\/)/.test(path) ? path.replaceAll("/", "\\") : path;
}
