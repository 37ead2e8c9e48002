import { describe, expect, it } from "vitest";
import { splitStatements, statementAt } from "./sql-statements.ts";

const statements = (text: string) => splitStatements(text).map(({ sql }) => sql);

describe("splitStatements", () => {
  it.each<[string, string, string[]]>([
    ["one", "select 1", ["select 1"]],
    ["two", "select 1; select 2;", ["select 1", "select 2"]],
    ["nothing", "", []],
    ["blanks and comments alone", " \n-- only this\n/* and this */ ; ;", []],
    ["empty statements", ";;select 1;;select 2;;", ["select 1", "select 2"]],
    ["a semicolon in a string", "select ';'; select 2", ["select ';'", "select 2"]],
    ["a doubled quote", "select 'it''s; fine'; select 2", ["select 'it''s; fine'", "select 2"]],
    ["a backslash, which escapes nothing in a plain string", "select '\\'; select 2", ["select '\\'", "select 2"]],
    ["an escape string", "select E'\\';\\\\'; select 2", ["select E'\\';\\\\'", "select 2"]],
    ["a small e", "select e'\\';', 2; select 3", ["select e'\\';', 2", "select 3"]],
    ["a doubled quote in an escape string", "select E'a''\\';'; select 2", ["select E'a''\\';'", "select 2"]],
    ["a name that ends in e before a string", "select type'\\'; select 2", ["select type'\\'", "select 2"]],
    [
      "an escape string that goes on",
      "select E'a'\n -- so;\n '\\';'; select 2",
      ["select E'a'\n -- so;\n '\\';'", "select 2"],
    ],
    ["a plain string after an escape string", "select E'a', '\\'; select 2", ["select E'a', '\\'", "select 2"]],
    ["a quoted name", 'select 1 as "a;""b;"; select 2', ['select 1 as "a;""b;"', "select 2"]],
    ["dollar quotes", "select $$;'$$; select 2", ["select $$;'$$", "select 2"]],
    ["a tag", "select $a$;$$;$b$;$a$; select 2", ["select $a$;$$;$b$;$a$", "select 2"]],
    ["a tag of other letters", "select $é$;$é$; select 2", ["select $é$;$é$", "select 2"]],
    ["a tag in other case, which closes nothing", "select $A$;$a$;$A$; select 2", ["select $A$;$a$;$A$", "select 2"]],
    ["a parameter", "select $1; select $2", ["select $1", "select $2"]],
    ["a dollar inside a name", "select a$b$; select 2", ["select a$b$", "select 2"]],
    ["a dollar inside a name of other letters", "select 1 as 😀$a$; select 2", ["select 1 as 😀$a$", "select 2"]],
    ["a line comment", "select 1 -- ; '\n; select 2", ["select 1", "select 2"]],
    ["a line comment that ends in a carriage return", "select 1 -- ;\r; select 2", ["select 1", "select 2"]],
    ["a block comment", "select 1 /* ; ' */; select 2", ["select 1", "select 2"]],
    ["nested comments", "select /* /* ; */ ; */ 1; select 2", ["select /* /* ; */ ; */ 1", "select 2"]],
    ["a comment that begins like one that ends", "select /*/ ; */ 1; select 2", ["select /*/ ; */ 1", "select 2"]],
    ["operators that begin like comments", "select 5 - -3 / 2; select 2", ["select 5 - -3 / 2", "select 2"]],
    [
      "comments between statements",
      "-- first\nselect 1; -- of it\n/* second */ select 2 -- end",
      ["select 1", "select 2"],
    ],
    ["other spaces", "\uFEFFselect\u00A01\u2003;\u3000select 2", ["select\u00A01", "select 2"]],
    ["a string that is not closed", "select 1; select 'a; select 2", ["select 1", "select 'a; select 2"]],
    ["an escape string that is not closed", "select E'a\\", ["select E'a\\"]],
    ["a comment that is not closed", "select 1; select /* 2; select 3", ["select 1", "select"]],
    ["a dollar quote that is not closed", "select $a$; select 2", ["select $a$; select 2"]],
  ])("%s", (_what, text, expected) => {
    expect(statements(text)).toEqual(expected);
  });

  it("tells where each begins, in UTF-16 units", () => {
    const text = "-- 😀\nselect '😀;';\n\n  select 2 ;";
    for (const { sql, offset } of splitStatements(text)) expect(text.startsWith(sql, offset)).toBe(true);
    expect(splitStatements(text).map(({ offset }) => offset)).toEqual([6, 23]);
  });

  it("reads megabytes of anything without running out of stack", () => {
    for (const piece of ["'a''", "E'\\'a''", "$$;", "/*", "--\n", "------", "select 1;", '"', "e'a'\n"]) {
      expect(() => splitStatements(piece.repeat(100_000))).not.toThrow();
    }
  });
});

describe("statementAt", () => {
  const at = (marked: string) => statementAt(marked.replace("|", ""), marked.indexOf("|"))?.sql;

  it.each<[string, string, string | undefined]>([
    ["inside", "select 1; sel|ect 2; select 3", "select 2"],
    ["at the start", "select 1;|select 2", "select 2"],
    ["after the semicolon", "select 1;|", "select 1"],
    ["before the semicolon", "select 1 |; select 2", "select 1"],
    ["between two of one line", "select 1; | select 2", "select 1"],
    ["in a comment on the line of the one before", "select 1; -- no|te\nselect 2", "select 1"],
    ["on the line below", "select 1;\n|\nselect 2", "select 2"],
    ["in a comment above", "select 1;\n-- se|cond\nselect 2", "select 2"],
    ["inside a statement of several lines", "select 1\n|\nfrom a; select 2", "select 1\n\nfrom a"],
    ["before the first", "\n|\nselect 1", "select 1"],
    ["below the last", "select 1;\n\n|", "select 1"],
    ["below the last, which is not closed", "select 1\n\n|", "select 1"],
    ["in a string with semicolons", "select ';|;'; select 2", "select ';;'"],
    ["where there is none", "-- not|hing", undefined],
  ])("%s", (_where, marked, expected) => {
    expect(at(marked)).toBe(expected);
  });
});
