/** Check digits of numbers that people and companies are known by. Texts are digits only unless said otherwise. */

/** ISO/IEC 7812-1: cards, and many national numbers. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, doubled = false; at >= 0; at -= 1, doubled = !doubled) {
    const digit = digits.charCodeAt(at) - 48;
    const counted = doubled ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** The remainder of a number of any length, of which letters count as 10 to 35 (ISO 7064, as IBANs use it). */
export function remainderOf97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** The sum of digits by weights; digits beyond the weights do not count. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * (digits.charCodeAt(at) - 48), 0);
}

/** ISO 7064 mod 11, 10: German tax numbers, Croatian personal numbers. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at += 1) {
    const sum = (digits.charCodeAt(at) - 48 + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + digits.charCodeAt(digits.length - 1) - 48) % 10 === 1;
}

/** The dihedral group of order 10, as J. Verhoeff's Error Detecting Decimal Codes (1969) has it. */
const products = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210",
];
const permutations = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
];

/** Indian Aadhaar numbers. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const permuted = Number(permutations[at % 8]?.[digit]);
    check = Number(products[check]?.[permuted]);
  }
  return check === 0;
}

/** GS1 numbers (EAN, UPC, ISBN-13): weights 1 and 3 from the right. */
export function passesGs1(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    sum += (digits.charCodeAt(digits.length - 1 - at) - 48) * (at % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}

/** One digit again and again: no number that anybody was given, though many checks pass. */
export function isOneDigit(digits: string): boolean {
  return /^(\d)\1*$/.test(digits);
}

/** Whether a day is in the calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
