import { expect, it } from "vitest";
import { copiedAttributes } from "./copied-attributes.ts";

/** What other programs have written, of which no header of Lakeshore's own would be made. */
it.each([
  {
    what: "encoded words with a line break in them",
    said: "=?UTF-8?B?b25lCnR3bw==?=",
    given: "=?UTF-8?B?b25lCnR3bw==?=",
  },
  { what: "encoded words of another set", said: "=?iso-8859-1?q?caf=E9?=", given: "=?iso-8859-1?q?caf=E9?=" },
  { what: "UTF-8 as it is, which cannot be signed", said: "ZoÃ«", given: "=?UTF-8?B?Wm/Dqw==?=" },
  { what: "a control character of Latin-1", said: "a\u0085b", given: "=?UTF-8?B?YcKFYg==?=" },
])("keeps metadata that are $what", ({ said, given }) => {
  expect(copiedAttributes({ $metadata: {}, Metadata: { note: said } }, [])).toEqual({ Metadata: { note: given } });
});
