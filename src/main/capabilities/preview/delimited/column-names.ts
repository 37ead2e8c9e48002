/**
 * Names as DuckDB's read_csv gives them, so that a query over the file finds the same: names are trimmed, an empty one becomes "column3"
 * (zero-padded to the width of the last index), a repeated one gets "_1", "_2".
 */
export function columnNames(header: readonly (string | null)[] | null, count: number): string[] {
  const digits = String(Math.max(0, count - 1)).length;
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const given = header?.[index]?.trim() ?? "";
    const base = given === "" ? `column${String(index).padStart(digits, "0")}` : given;
    let name = base;
    for (let suffix = 1; taken.has(name.toLowerCase()); suffix += 1) name = `${base}_${suffix}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
