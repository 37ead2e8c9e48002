/** Letters of a word that are looked at for typos; what differs behind them is found by its beginning. */
const BEGINNING = 8;
const LEAST_LETTERS = 4;

/** How many edits (letters added, left out, replaced, or two swapped) a word may be away from what was meant. */
export function allowedEdits(word: string): number {
  if (word.length < LEAST_LETTERS || /\d/.test(word)) return 0;
  return word.length < BEGINNING ? 1 : 2;
}

/**
 * Hashes of a word's beginning and of what is left of it without one or two letters. Two words within so many edits of
 * each other have one in common, so that a look-up finds typos without a walk over the vocabulary (the idea of SymSpell,
 * github.com/wolfgarbe/SymSpell).
 */
export function deletionHashes(word: string): Set<number> {
  const edits = allowedEdits(word);
  const hashes = new Set<number>();
  if (edits === 0) return hashes;
  let edge = new Set([word.slice(0, BEGINNING)]);
  hashes.add(hashOf(word.slice(0, BEGINNING)));
  for (let edit = 0; edit < edits; edit += 1) {
    const shorter = new Set<string>();
    for (const text of edge) {
      for (let cut = 0; cut < text.length; cut += 1) shorter.add(text.slice(0, cut) + text.slice(cut + 1));
    }
    for (const text of shorter) hashes.add(hashOf(text));
    edge = shorter;
  }
  return hashes;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return hash >>> 0;
}

/** Edits between two words, two swapped letters counting as one; `most + 1` when there are more than `most`. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let edits = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, at(before, column - 2) + 1);
      }
      current.push(edits);
    }
    if (Math.min(...current) > most) return most + 1;
    before = above;
    above = current;
  }
  return Math.min(at(above, b.length), most + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
