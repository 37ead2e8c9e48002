import { rm, writeFile } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AskedLake, askedPlaces } from "../../fixtures/asked-lake.ts";

// Two processes with DuckDB share the machine with whatever else runs.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
describe.each(askedPlaces)("on a %s lake", (place) => {
  let lake: AskedLake;
  beforeAll(async () => {
    lake = await AskedLake.create({ place });
    await lake.write("raw/a.csv", "id\n1\n");
  });
  afterAll(() => lake.dispose());

  const answersAgain = async () => expect(await lake.rows("SELECT id FROM raw.a")).toEqual([["1"]]);

  describe("gzip files that are cut off", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index},${(index * 7919) % 10007}\n`).join("");
    const one = gzipSync(`id,n\n${rows}`);
    const two = Buffer.concat([one, gzipSync(rows)]);

    it.each([
      ["in its first bytes", one.subarray(0, 12)],
      ["after a few blocks", one.subarray(0, 5000)],
      ["half-way", one.subarray(0, one.length >> 1)],
      ["a hundred bytes before the end", one.subarray(0, -100)],
      ["within its trailer", one.subarray(0, -4)],
      ["by one byte", one.subarray(0, -1)],
      ["in the second member", two.subarray(0, one.length + 500)],
      ["by one byte of the second member", two.subarray(0, -1)],
    ])("are reported and not answered with fewer rows: %s", async (_where, bytes) => {
      await lake.write("raw/cut.csv.gz", bytes);
      for (const sql of ["SELECT count(*) FROM raw.cut", "SELECT count(*) FROM read_csv('raw/cut.csv.gz')"]) {
        await expect(lake.ask(sql)).rejects.toMatchObject({
          code: "DAMAGED",
          message: expect.stringMatching(/raw\/cut\.csv\.gz/) as unknown,
        });
      }
    });

    it("are told from files whose content was changed", async () => {
      const changed = Buffer.from(one);
      changed[one.length - 6] = (changed[one.length - 6] ?? 0) ^ 0xff;
      await lake.write("raw/changed.csv.gz", changed);
      await expect(lake.ask("FROM raw.changed")).rejects.toMatchObject({
        code: "DAMAGED",
        message: expect.stringContaining("checksum") as unknown,
      });
    });

    it("are told from whole files of several members", async () => {
      await lake.write("raw/whole.csv.gz", two);
      expect(await lake.rows("SELECT count(*) FROM raw.whole")).toEqual([["40000"]]);
    });

    it("are found among the part files of a folder", async () => {
      await lake.write("raw/parts/1.csv.gz", one);
      await lake.write("raw/parts/2.csv.gz", one.subarray(0, -200));
      await expect(lake.ask("FROM raw.parts")).rejects.toMatchObject({
        code: "DAMAGED",
        details: { file: "raw/parts/2.csv.gz", truncated: true },
      });
    });
  });

  describe("questions that need more memory than there is", () => {
    it.each(["SELECT repeat('x', 2000000000)"])("fail alone: %s", async (sql) => {
      await expect(lake.ask(sql)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:OUT_OF_MEMORY|OUT_OF_SPACE)$/) as unknown,
      });
      await answersAgain();
    });
  });

  it("is not stopped by one line of a gigabyte in a gzip", async () => {
    const line = Buffer.alloc(1 << 20, "x");
    const megabytes = Readable.from(Array.from({ length: 1024 }, () => line));
    await pipeline(megabytes, createGzip({ level: 1 }), createWriteStream(join(lake.root, "raw", "bomb.csv.gz")));
    await expect(lake.ask("FROM raw.bomb")).rejects.toMatchObject({ code: "QUERY_FAILED" });
    await answersAgain();
  });

  describe("questions that are cancelled", () => {
    it.each([
      "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 7",
      "SELECT sum(sqrt(i)) FROM range(100000000000) t(i)",
    ])("end while they run: %s", async (sql) => {
      const cancelling = new AbortController();
      const asked = lake.queries.execute(
        { executionId: "cancelled", sql },
        { signal: cancelling.signal, onProgress: () => cancelling.abort() },
      );
      await expect(asked).rejects.toMatchObject({ code: "CANCELLED" });
      await answersAgain();
    });

    it("end before they begin", async () => {
      await expect(lake.ask("FROM raw.a", AbortSignal.abort())).rejects.toThrow(/cancel|abort/i);
    });
  });

  describe("files that change", () => {
    it("are read anew", async () => {
      await lake.write("raw/moving.csv", "id\n1\n");
      expect(await lake.rows("FROM raw.moving")).toEqual([["1"]]);
      await lake.write("raw/moving.csv", "id,name\n1,x\n007,y\n");
      expect(await lake.rows("FROM raw.moving")).toEqual([
        ["1", "x"],
        ["007", "y"],
      ]);
    });

    it("make a question fail that they change under", async () => {
      const path = await lake.write("raw/changing.csv", "id\n1\n");
      const sql = "SELECT count(*) FROM raw.changing, range(200000000) r WHERE id + r.range = 7";
      const changing = lake.queries.execute(
        { executionId: "changing", sql },
        { signal: new AbortController().signal, onProgress: () => void writeFile(path, "id\n1\n2\n") },
      );
      await expect(changing).rejects.toMatchObject({ code: "CHANGED_WHILE_READING", retryable: true });
    });

    it("are missed by their names once they are gone", async () => {
      const path = await lake.write("raw/going.csv", "id\n1\n");
      expect(await lake.rows("FROM raw.going")).toEqual([["1"]]);
      await rm(path);
      await expect(lake.ask("FROM raw.going")).rejects.toMatchObject({
        code: "QUERY_FAILED",
        message: expect.stringContaining("going") as unknown,
      });
    });
  });
});
