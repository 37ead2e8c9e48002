import { describe, expect, it } from "vitest";
import { typeFromHive, typeToHive } from "./convert-type.ts";
import { parseHiveType } from "./hive-type.ts";

describe("types of Glue", () => {
  it.each([
    ["int", "INTEGER"],
    ["BIGINT", "BIGINT"],
    ["decimal(18,3)", "DECIMAL(18,3)"],
    ["decimal", "DECIMAL(10,0)"],
    ["varchar(20)", "VARCHAR"],
    ["timestamp", "TIMESTAMP"],
    ["array<string>", "VARCHAR[]"],
    ["array<array<int>>", "INTEGER[][]"],
    ["map<string,array<double>>", "MAP(VARCHAR, DOUBLE[])"],
    ["struct<a:int,b:struct<c:decimal(10, 2),d:date>>", "STRUCT(a INTEGER, b STRUCT(c DECIMAL(10,2), d DATE))"],
    ["array<struct<`odd, name`:string,$ref:int>>", 'STRUCT("odd, name" VARCHAR, "$ref" INTEGER)[]'],
    ["uniontype<int,string>", "UNION(tag_0 INTEGER, tag_1 VARCHAR)"],
    ["struct<>", "STRUCT()"],
    ["interval_day_time", "INTERVAL_DAY_TIME"],
  ])("reads %s as %s", (hive, type) => {
    expect(typeFromHive(hive)).toBe(type);
  });

  it.each(["struct<a:int", "array<>", "map<string>", "array<int>>", "", "struct<a>"])(
    "keeps %j, which is no type, as it is",
    (text) => {
      expect(parseHiveType(text)).toBeNull();
      expect(typeFromHive(text)).toBe(text.toUpperCase());
    },
  );

  it.each([
    ["VARCHAR", "string"],
    ["DECIMAL(18,3)", "decimal(18,3)"],
    ["HUGEINT", "decimal(38,0)"],
    ["UUID", "string"],
    ["ENUM('a', 'b')", "string"],
    ["TIMESTAMP WITH TIME ZONE", "timestamp"],
    ['STRUCT(a INTEGER, "b c" VARCHAR[])[]', "array<struct<a:int,b c:array<string>>>"],
    ["MAP(VARCHAR, STRUCT(x DOUBLE))", "map<string,struct<x:double>>"],
    ["INTEGER[3]", "array<int>"],
    ["JSON", "string"],
  ])("writes %s as %s", (type, hive) => {
    expect(typeToHive(type)).toBe(hive);
  });
});
