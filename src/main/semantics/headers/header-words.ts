import { lexicon, opposites } from "./header-lexicon.ts";

export type Concept = keyof typeof lexicon;

/** What a column's name says of its values, in any of the lexicon's languages. */
export function conceptsOf(name: string): ReadonlySet<Concept> {
  const words = wordsOf(name);
  const found = new Set<Concept>();
  for (const concept of concepts)
    if (forms.get(concept)?.some((form) => says(words, form)) === true) found.add(concept);
  for (const concept of concepts) {
    if (found.has(concept)) for (const other of opposites[concept] ?? []) found.delete(other);
  }
  // "first and last name": the whole name.
  if (found.has("givenName") && found.has("familyName")) return new Set(["personName"]);
  return found;
}

/** Words of a name in lower case without accents: `clientEMail_2` is client, e, mail. */
function wordsOf(name: string): string[] {
  return plain(name.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2"))
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** Lower case without accents. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "");
}

/** Letters at which a word may also be the end or the start of a compound: Kundentelefonnummer. */
const COMPOUND = 6;

function says(words: readonly string[], form: readonly string[]): boolean {
  const joined = form.join("");
  return words.some((word, at) => {
    if (word === joined) return true;
    if (joined.length >= COMPOUND && (word.endsWith(joined) || word.startsWith(joined))) return true;
    return form.length > 1 && form.every((part, offset) => words[at + offset] === part);
  });
}

const concepts = Object.keys(lexicon).filter((key): key is Concept => key in lexicon);

const forms = new Map(
  concepts.map((concept) => [concept, lexicon[concept].split(/\s+/).map((form) => form.split("-"))]),
);
