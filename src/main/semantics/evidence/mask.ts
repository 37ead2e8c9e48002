/** Characters of an example that are shown in all. */
const LONGEST = 60;

/** A value with all but its outline hidden: enough to recognise one's own data by, too little to use it. */
export function masked(value: string): string {
  const at = value.indexOf("@");
  if (at > 0) return `${hidden(value.slice(0, at), 1, 0)}@${hidden(value.slice(at + 1), 1, 0)}`.slice(0, LONGEST);
  const characters = Array.from(value).filter((character) => /[\p{L}\p{N}]/u.test(character)).length;
  return hidden(value, characters >= 6 ? 2 : 1, characters >= 8 ? 2 : 0).slice(0, LONGEST);
}

function hidden(text: string, shownFirst: number, shownLast: number): string {
  const characters = Array.from(text);
  const isSign = (character: string) => !/[\p{L}\p{N}]/u.test(character);
  const total = characters.filter((character) => !isSign(character)).length;
  let seen = 0;
  return characters
    .map((character) => {
      if (isSign(character)) return character;
      seen += 1;
      return seen <= shownFirst || seen > total - shownLast ? character : "•";
    })
    .join("");
}

/** A value that is nobody's, short enough to show. */
export function shortened(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
}
