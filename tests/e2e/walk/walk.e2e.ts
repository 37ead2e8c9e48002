import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "vitest";
import { hosts } from "../launch.ts";
import { openSampleLake } from "../zone-browser.ts";
import { walk } from "./walk.ts";

describe.each(hosts)("the walk through the $name", (host) => {
  walk(host, {
    prepare: async () => undefined,
    open: openSampleLake,
    stored: (folder, path) => readFile(join(folder, "data/sample-lake", path), "utf8"),
  });
});
