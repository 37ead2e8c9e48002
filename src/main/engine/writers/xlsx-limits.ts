/** "Excel specifications and limits" (Microsoft Support): worksheet size and characters in a cell. */
const maxSheetRows = 1_048_576;
export const maxSheetColumns = 16_384;
export const maxCellUnits = 32_767;

/** Rows of data a sheet takes below its header. */
export const dataRowsPerSheet = maxSheetRows - 1;

/** The letters of a column, from 0: A … Z, AA … XFD. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
