import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../src/shared/domain/app-error.ts";
import { AskedLake } from "../../fixtures/asked-lake.ts";
import { runsOn } from "../../fixtures/runs-on.ts";

const secret = "s3cr3t-4711";
// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let lake: AskedLake;
/** Absolute path of a file that is not of the lake. */
let outside: string;
let before: string;

beforeAll(async () => {
  lake = await AskedLake.create();
  outside = join(lake.around, "outside.csv");
  await writeFile(outside, `name,value\n${secret},1\n`);
  await mkdir(join(lake.around, "other", "raw"), { recursive: true });
  await writeFile(join(lake.around, "other", "raw", "a.csv"), `name\n${secret}\n`);
  await lake.write("raw/a.csv", "id,name\n1,x\n2,y\n");
  await lake.write("raw/b/c.csv", "id\n3\n");
  await lake.write("loose.csv", `name\n${secret}\n`);
  await lake.write(".lakeshore/lake/1.json", JSON.stringify({ secret }));
  await lake.write(".lakeshore/notes.csv", `name\n${secret}\n`);
  await symlink(lake.around, join(lake.root, "raw", "linked"), "junction");
  await symlink(join(lake.root, ".lakeshore"), join(lake.root, "raw", "own"), "junction");
  await mkdir(join(lake.root, "raw", "links"));
  if (runsOn(["linux", "darwin"], "links to single files, which take an administrator")) {
    await symlink(outside, join(lake.root, "raw", "link.csv"));
    await symlink(outside, join(lake.root, "raw", "links", "only.csv"));
  }
  before = await snapshot(lake.around);
});
afterAll(() => lake.dispose());

/** `{outside}` and `{root}` stand for absolute paths. */
const filled = (sql: string) => sql.replaceAll("{outside}", outside).replaceAll("{root}", lake.root);

async function refusalOf(sql: string): Promise<AppError> {
  const rows = await lake.rows(filled(sql)).catch((error: unknown) => error);
  if (!(rows instanceof AppError)) throw new Error(`${sql} was answered: ${JSON.stringify(rows)}`);
  return rows;
}

async function requireNoHarm(error: AppError): Promise<void> {
  expect(JSON.stringify(error.toData())).not.toContain(secret);
  expect(error.message.length).toBeGreaterThan(10);
  expect(await snapshot(lake.around)).toBe(before);
}

it("answers what is allowed, so that a refusal is one and not a process that cannot start", async () => {
  expect(await lake.rows("FROM raw.a")).toEqual([
    ["1", "x"],
    ["2", "y"],
  ]);
  expect(await lake.rows("SELECT content FROM read_text('raw/b/c.csv')")).toEqual([["id\n3\n"]]);
});

describe("reading outside the lake", () => {
  it.each([
    "FROM '{outside}'",
    "FROM '{root}/raw/a.csv'",
    "FROM read_csv('{outside}')",
    "FROM read_csv('{root}/raw/a.csv')",
    "FROM read_csv(['raw/a.csv', '{outside}'])",
    "FROM read_text('{outside}')",
    "FROM read_blob('/etc/passwd')",
    "FROM read_json('/proc/self/environ')",
    "FROM read_text('/proc/self/environ')",
    "FROM read_text('/dev/stdin')",
    "FROM read_parquet('../other/raw/a.parquet')",
    "FROM '../other/raw/a.csv'",
    "FROM 'raw/../../outside.csv'",
    "FROM 'raw/b/../../../outside.csv'",
    "FROM 'raw/./a.csv'",
    "FROM 'raw//a.csv'",
    "FROM 'file:{outside}'",
    "FROM 'file://{outside}'",
    "FROM '~/.ssh/id_rsa'",
    String.raw`FROM 'raw\..\..\outside.csv'`,
    String.raw`FROM 'C:\Windows\win.ini'`,
    String.raw`FROM '\\server\share\a.csv'`,
    "FROM 'https://example.com/a.csv'",
    "FROM read_csv('s3://bucket/a.csv')",
    "FROM read_csv('http://169.254.169.254/latest/meta-data')",
    "FROM read_parquet('hf://datasets/a/b.parquet')",
    "FROM glob('/etc/*')",
    "FROM glob('{root}/../*')",
    "FROM glob('../*')",
    "FROM glob('**')",
    "FROM '*/*.csv'",
    "FROM 'loose.csv'",
    "FROM read_csv('loose.csv')",
    "FROM '*.csv'",
    "FROM sniff_csv('{outside}')",
    "FROM parquet_metadata('{outside}')",
    "SELECT (SELECT content FROM read_text('{outside}'))",
    "WITH x AS (FROM read_text('{outside}')) FROM x",
    "FROM raw.a WHERE id IN (SELECT 1 FROM read_csv('{outside}'))",
    "FROM raw.a, LATERAL (SELECT content FROM read_text('{outside}'))",
    "FROM raw.a JOIN '{outside}' ON true",
    "SELECT * FROM raw.a UNION ALL SELECT 1, content FROM read_text('{outside}')",
    "DESCRIBE '{outside}'",
    "SUMMARIZE '{outside}'",
    "SHOW '{outside}'",
    "EXPLAIN FROM '{outside}'",
    "EXPLAIN ANALYZE FROM read_text('{outside}')",
    "PIVOT '{outside}' ON name USING sum(value)",
    "PIVOT read_csv('{outside}') ON name USING sum(value)",
    "SELECT * FROM (PIVOT (FROM read_csv('{outside}')) ON name USING sum(value))",
    "FROM \"read_text\"('{outside}')",
    "FROM main.read_text('{outside}')",
    "FROM system.main.read_text('{outside}')",
    "FROM READ_TEXT/**/('{outside}')",
    "FROM\u00a0read_text('{outside}')",
    "FROM read_text($${outside}$$)",
    "FROM read_text('/etc/' || 'passwd')",
    "FROM read_text(chr(47) || 'etc/passwd')",
    "FROM read_text((SELECT '/etc/passwd'))",
    "FROM read_text(getvariable('x'))",
    String.raw`FROM read_text(E'\x2fetc/passwd')`,
    "SELECT list_transform(['{outside}'], lambda p: (FROM read_text(p)))",
    "FROM query('FROM read_text(''{outside}'')')",
    "FROM query_table('{outside}')",
    "FROM query_table(['{outside}'])",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{outside}'')'))",
    "FROM read_duckdb('{outside}')",
    "SELECT json_serialize_plan('FROM read_text(''{outside}'')')",
  ])("refuses %j", async (sql) => {
    const error = await refusalOf(sql);
    expect(error.code).toBe("QUERY_REFUSED");
    await requireNoHarm(error);
  });
});

describe("Lakeshore's own files and symbolic links", () => {
  it.each([
    "FROM '.lakeshore/notes.csv'",
    "FROM '.LAKESHORE/notes.csv'",
    "FROM read_text('.lakeshore/lake/1.json')",
    "FROM read_json('./.lakeshore/lake/1.json')",
    "FROM 'raw/../.lakeshore/notes.csv'",
    "FROM glob('.lakeshore/**')",
    'FROM raw."../.lakeshore/notes.csv"',
    "FROM 'raw/link.csv'",
    'FROM raw."link.csv"',
    "FROM raw.link",
    "FROM read_text('raw/link.csv')",
    "FROM 'raw/linked/outside.csv'",
    "FROM 'raw/linked/*.csv'",
    'FROM raw."linked/outside.csv"',
    "FROM raw.linked",
    "FROM read_csv('raw/linked/other/raw/a.csv')",
    "FROM 'raw/own/notes.csv'",
    "FROM read_text('raw/own/lake/1.json')",
    "FROM raw.own",
    "FROM raw.links",
    "FROM 'raw/links/*'",
  ])("refuses %j", async (sql) => {
    const error = await refusalOf(sql);
    expect(["QUERY_REFUSED", "QUERY_FAILED"]).toContain(error.code);
    await requireNoHarm(error);
  });

  it("never follows links by a pattern", async () => {
    expect(await lake.rows("SELECT id FROM 'raw/**/*.csv' ORDER BY id")).toEqual([["1"], ["2"], ["3"]]);
  });
});

describe("writing and changing", () => {
  it.each([
    "COPY raw.a TO 'raw/new.csv'",
    "COPY (FROM raw.a) TO '{root}/raw/a.csv'",
    "COPY raw.a TO '{outside}'",
    "COPY raw.a FROM 'raw/a.csv'",
    "EXPLAIN ANALYZE COPY (FROM raw.a) TO '{root}/raw/new.csv'",
    "ATTACH '{root}/raw/new.db'",
    "ATTACH '{root}/raw/new.db' AS x; SELECT 1",
    "ATTACH ':memory:' AS x",
    "CREATE TABLE x AS FROM raw.a",
    "CREATE OR REPLACE VIEW raw.a AS SELECT 1",
    "CREATE SECRET (TYPE s3)",
    "CREATE PERSISTENT SECRET (TYPE s3)",
    "CREATE MACRO f() AS TABLE FROM read_text('{outside}')",
    "INSERT INTO raw.a VALUES (3, 'z')",
    "UPDATE raw.a SET id = 0",
    "DELETE FROM raw.a",
    "DROP VIEW raw.a",
    "ALTER TABLE raw.a ADD COLUMN x INT",
    "TRUNCATE raw.a",
    "WITH x AS (DELETE FROM raw.a RETURNING *) FROM x",
    "SELECT * INTO x FROM raw.a",
    "EXPORT DATABASE '{root}/raw/db'",
    "IMPORT DATABASE '{root}/raw/db'",
    "INSTALL httpfs",
    "FORCE INSTALL httpfs FROM community",
    "LOAD httpfs",
    "LOAD '{root}/raw/a.csv'",
    "UPDATE EXTENSIONS",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET GLOBAL allowed_directories = ['/']",
    "SET VARIABLE x = 1",
    "RESET allowed_paths",
    "PRAGMA enable_profiling",
    "PRAGMA profile_output = '{root}/raw/profile.json'",
    "PRAGMA database_list",
    "PRAGMA table_info('raw.a')",
    "CALL enable_logging()",
    "CALL pragma_version()",
    "CHECKPOINT",
    "FORCE CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "USE memory",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "BEGIN",
    "SELECT 1; COPY raw.a TO '{root}/raw/new.csv'",
    "SELECT ';'; DROP VIEW raw.a",
    "SELECT 1 -- ;\n; DROP VIEW raw.a",
    "SELECT 1\0; DROP VIEW raw.a",
    "/* SELECT 1 */ COPY raw.a TO '{root}/raw/new.csv'",
    "\ufeffCOPY raw.a TO '{root}/raw/new.csv'",
    "PIVOT raw.a ON name USING sum(id); COPY raw.a TO '{root}/raw/new.csv'",
    "FROM checkpoint()",
    "FROM enable_logging()",
    "FROM enable_profiling()",
    "SELECT write_log('x')",
    "SELECT nextval('s')",
  ])("refuses %j", async (sql) => {
    const error = await refusalOf(sql);
    expect(error.code).toBe("QUERY_REFUSED");
    await requireNoHarm(error);
  });
});

describe("what tells of the machine, the engine and other questions", () => {
  it.each([
    "SELECT getenv('HOME')",
    "SELECT current_setting('temp_directory')",
    "FROM duckdb_settings()",
    "FROM duckdb_secrets()",
    "FROM duckdb_databases()",
    "FROM duckdb_views()",
    "FROM duckdb_temporary_files()",
    "FROM duckdb_extensions()",
    "FROM duckdb_logs()",
    "FROM which_secret('s3://x', 's3')",
    "FROM pragma_database_size()",
    "FROM pragma_storage_info('x')",
    "FROM arrow_scan(1, 2, 3)",
    "FROM seq_scan('x')",
  ])("refuses %j", async (sql) => {
    const error = await refusalOf(sql);
    expect(error.code).toBe("QUERY_REFUSED");
    await requireNoHarm(error);
  });

  it.each([
    "FROM kept.result",
    "FROM kept.main.result",
    "FROM result",
    "FROM duckdb_views",
    "FROM information_schema.tables",
    "FROM pg_catalog.pg_settings",
    "FROM sqlite_master",
    "FROM memory.raw.a",
    "FROM system.main.duckdb_views",
    "FROM temp.x",
    "PIVOT kept.result ON id USING sum(id)",
    "PIVOT duckdb_views ON sql USING sum(id)",
  ])("knows nothing of %j", async (sql) => {
    const error = await refusalOf(sql);
    expect(["QUERY_REFUSED", "QUERY_FAILED"]).toContain(error.code);
    await requireNoHarm(error);
  });
});

/** Every file and link below a folder with its content, but for what Lakeshore keeps for itself. */
async function snapshot(folder: string): Promise<string> {
  const hash = createHash("sha256");
  // Links are not followed: one leads back into the lake.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).toSorted();
  for (const name of names) {
    if (/(?:^|\/)(?:cache|temp)(?:\/|$)/.test(name)) continue;
    const path = join(folder, name);
    const status = await lstat(path);
    hash.update(JSON.stringify([name, status.size, status.mtimeMs]));
    if (status.isFile()) hash.update(await readFile(path));
  }
  return hash.digest("hex");
}
