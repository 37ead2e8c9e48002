/** One column of a test workbook: SQL for its one value and what a spreadsheet must hold for it. */
export interface CellCase {
  name: string;
  sql: string;
  /** What exceljs reads: its own JavaScript value. */
  value: string | number | boolean | Date | null;
  /** What LibreOffice shows; undefined where that depends on its rendering of odd characters. */
  shown?: string;
}

const text = (name: string, sql: string, value: string): CellCase => ({ name, sql, value, shown: value });
const utc = (iso: string) => new Date(`${iso}Z`);

/** What each of DuckDB's types becomes in a cell, with the edges of what Excel can hold. */
export const cellCases: readonly CellCase[] = [
  { name: "tiny", sql: "(-5)::TINYINT", value: -5, shown: "-5" },
  { name: "fifteen digits", sql: "999999999999999::BIGINT", value: 999_999_999_999_999 },
  text("sixteen digits", "1234567890123456::BIGINT", "1234567890123456"),
  text("least bigint", "(-9223372036854775808)::BIGINT", "-9223372036854775808"),
  text("unsigned", "18446744073709551615::UBIGINT", "18446744073709551615"),
  { name: "small hugeint", sql: "12::HUGEINT", value: 12, shown: "12" },
  text("hugeint", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
  { name: "decimal", sql: "1234567.50::DECIMAL(18,2)", value: 1_234_567.5, shown: "1234567.50" },
  text("long decimal", "12345678901234567.89::DECIMAL(38,2)", "12345678901234567.89"),
  text("fine decimal", "0.1234567890123456::DECIMAL(38,16)", "0.1234567890123456"),
  { name: "zeros do not count", sql: "1000000000000000000.50::DECIMAL(38,2) - 0.5", value: 1e18 },
  { name: "double", sql: "0.1::DOUBLE + 0.2::DOUBLE", value: 0.1 + 0.2, shown: "0.3" },
  { name: "large double", sql: "1.7976931348623157e308::DOUBLE", value: Number.MAX_VALUE },
  { name: "float", sql: "0.1::FLOAT", value: 0.1, shown: "0.1" },
  text("denormal", "5e-324::DOUBLE", "5e-324"),
  text("not a number", "'nan'::DOUBLE", "nan"),
  text("infinity", "'-inf'::DOUBLE", "-inf"),
  { name: "true", sql: "true", value: true, shown: "TRUE" },
  { name: "null", sql: "NULL::INTEGER", value: null, shown: "" },
  { name: "date", sql: "DATE '2024-02-29'", value: utc("2024-02-29T00:00:00"), shown: "2024-02-29" },
  { name: "first date", sql: "DATE '1900-03-01'", value: utc("1900-03-01T00:00:00"), shown: "1900-03-01" },
  text("before Excel's leap-year quirk", "DATE '1900-02-28'", "1900-02-28"),
  text("endless date", "DATE 'infinity'", "infinity"),
  {
    name: "seconds",
    sql: "TIMESTAMP '2024-02-29 23:59:59'",
    value: utc("2024-02-29T23:59:59"),
    shown: "2024-02-29 23:59:59",
  },
  {
    name: "milliseconds",
    sql: "TIMESTAMP '2024-02-29 12:34:56.789'",
    value: utc("2024-02-29T12:34:56.789"),
    shown: "2024-02-29 12:34:56.789",
  },
  {
    name: "microseconds",
    sql: "TIMESTAMP '2024-02-29 12:34:56.000001'",
    value: utc("2024-02-29T12:34:56.000"),
    shown: "2024-02-29 12:34:56.000",
  },
  text("microseconds past a double", "TIMESTAMP '2099-01-01 00:00:00.000001'", "2099-01-01 00:00:00.000001"),
  text("nanoseconds", "TIMESTAMP_NS '2024-01-01 00:00:00.000000001'", "2024-01-01 00:00:00.000000001"),
  text("old moment", "TIMESTAMP '1066-10-14 09:00:00'", "1066-10-14 09:00:00"),
  {
    name: "zoned",
    sql: "TIMESTAMPTZ '2024-01-01 00:00:00+02'",
    value: utc("2023-12-31T22:00:00"),
    shown: "2023-12-31 22:00:00 UTC",
  },
  { name: "time", sql: "TIME '13:14:15'", value: utc("1899-12-30T13:14:15"), shown: "13:14:15" },
  text("midnight at the end", "TIME '24:00:00'", "24:00:00"),
  text("interval", "INTERVAL '1 month -3 seconds'", "1 month -00:00:03"),
  text("leading zeros", "'00123'", "00123"),
  text("formula", "'=1+1'", "=1+1"),
  text("formula with a call", `'=HYPERLINK("http://x.test","y")'`, '=HYPERLINK("http://x.test","y")'),
  text("other formula starts", "'@SUM(1)'", "@SUM(1)"),
  text("looks like a number", "'1e5'", "1e5"),
  text("markup", "'<b> & \"q\" ''s'' ]]>'", "<b> & \"q\" 's' ]]>"),
  text("emoji", "'naïve 😀 日本'", "naïve 😀 日本"),
  { name: "white space", sql: "'  two  spaces  '", value: "  two  spaces  " },
  // exceljs takes an empty text for an empty cell.
  { name: "empty", sql: "''", value: null, shown: "" },
  {
    name: "escape as text",
    sql: "'_x0041_x0042_'",
    value: "_x005F_x0041_x005F_x0042_",
    shown: "_x0041_x0042_",
  },
  text("uuid", "'01234567-89ab-cdef-0123-456789abcdef'::UUID", "01234567-89ab-cdef-0123-456789abcdef"),
  text("blob", "'\\xDE\\xAD'::BLOB", "dead"),
  text("enum", "'b & c'::ENUM('a', 'b & c')", "b & c"),
  text("list", "[1, NULL, 3]", "[1,null,3]"),
  text("struct", "{'k': 'v', 'n': 12345678901234567890::HUGEINT}", '{"k":"v","n":12345678901234567890}'),
  text("map", "MAP {'a': 1}", '{"a":1}'),
  // Last, because line breaks end a line of what LibreOffice exports. exceljs leaves the escapes of ST_Xstring as they are.
  { name: "lines", sql: "concat('a', chr(10), 'b')", value: "a\nb" },
  { name: "return", sql: "concat('a', chr(13), 'b')", value: "a_x000D_b" },
  { name: "control", sql: "concat('a', chr(1), chr(0), chr(31), 'b')", value: "a_x0001__x0000__x001F_b" },
  { name: "not a character", sql: "concat(chr(65534), chr(65535))", value: "_xFFFE__xFFFF_" },
];
