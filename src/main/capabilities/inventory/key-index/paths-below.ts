/** Behind every path that begins with a prefix: U+10FFFF is the last character, and no key has it. */
export const LAST = "\u{10ffff}";
