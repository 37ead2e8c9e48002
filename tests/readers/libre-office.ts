import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Why LibreOffice cannot be asked here, or null where it can. */
export function libreOfficeMissing(): string | null {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore", timeout: 60_000 });
    return null;
  } catch {
    return "LibreOffice (soffice) is not installed";
  }
}

/**
 * The sheets of a workbook as LibreOffice shows them, as rows of texts. Every sheet is exported as CSV: field separator
 * tab, no quotes, UTF-8, "save cell content as shown" (tokens of LibreOffice's CSV filter; -1 is all sheets).
 */
export async function libreOfficeSheets(path: string): Promise<Map<string, string[][]>> {
  const folder = await mkdtemp(join(tmpdir(), "lakeshore-soffice-"));
  try {
    const filter = "csv:Text - txt - csv (StarCalc):9,,76,1,,1033,false,false,true,false,false,-1";
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run("soffice", [profile, "--headless", "--convert-to", filter, "--outdir", join(folder, "out"), path], {
      timeout: 240_000,
    });
    const sheets = new Map<string, string[][]>();
    for (const file of await readdir(join(folder, "out"))) {
      const text = await readFile(join(folder, "out", file), "utf8");
      const name = file.replace(/^[^-]*-/, "").replace(/\.csv$/, "");
      sheets.set(
        name,
        text
          .trimEnd()
          .split("\n")
          .map((line) => line.split("\t")),
      );
    }
    return sheets;
  } finally {
    await rm(folder, { recursive: true });
  }
}
