import { config } from "zod";

// zod tries `new Function` when the first schema is made, which the page's policy forbids and reports. Imported before
// all that makes schemas (zod.dev/api#jitless).
config({ jitless: true });
