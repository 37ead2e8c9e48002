import { expect, it } from "vitest";
import { KeySpace, copySource } from "./key-space.ts";

const keys = new KeySpace({ bucket: "lake", prefix: "home/" });

it("puts keys below the home of the lake, or where an absolute key says", () => {
  expect(keys.object("raw/a.csv")).toMatchObject({ bucket: "lake", key: "home/raw/a.csv" });
  expect(keys.object("s3://other/a.csv")).toMatchObject({ bucket: "other", key: "a.csv", uri: "s3://other/a.csv" });
  expect(keys.prefix("")).toMatchObject({ bucket: "lake", key: "home/" });
  expect(keys.prefix("s3://other/")).toMatchObject({ bucket: "other", key: "" });
});

it("names what it finds in the form in which it was asked", () => {
  expect(keys.prefix("raw/").storeKey("home/raw/b")).toBe("raw/b");
  expect(keys.prefix("s3://other/raw/").storeKey("raw/b")).toBe("s3://other/raw/b");
});

it.each(["../a", "a//b", "/a", "a/./b", "a\0", "s3://b/../c", "s3://b//c", "s3:///c", "a/", "", "half \ud83c"])(
  "refuses the object key %j",
  (key) => {
    expect(() => keys.object(key)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  },
);

it("refuses a key that S3 would refuse, before anything is sent", () => {
  expect(() => keys.object("é".repeat(520))).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
});

it("spells the source of a copy so that every character survives", () => {
  const place = keys.object("raw/100% é+🌊?.csv");
  expect(copySource(place)).toBe("lake/home/raw/100%25%20%C3%A9%2B%F0%9F%8C%8A%3F.csv");
});
