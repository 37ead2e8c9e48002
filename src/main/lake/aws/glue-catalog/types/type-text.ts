/** Reads the text of a type from left to right. What is not as expected throws, and the whole text is then not a known type. */
export class TypeText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes a mark when it is next. */
  takes(mark: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  expect(mark: string): void {
    if (!this.takes(mark)) throw new Error(`“${mark}” expected at ${this.#at}`);
  }

  /** Everything up to one of the marks, without the space around it. Must not be empty. */
  upTo(marks: string): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !marks.includes(this.#text.charAt(this.#at))) this.#at += 1;
    const found = this.#text.slice(start, this.#at).trim();
    if (found === "") throw new Error(`a name expected at ${start}`);
    return found;
  }

  /** A name in quotes, in which the quote is doubled. Null when there is none. */
  quoted(quote: string): string | null {
    if (!this.takes(quote)) return null;
    let found = "";
    for (;;) {
      const end = this.#text.indexOf(quote, this.#at);
      if (end < 0) throw new Error(`${quote} is not closed`);
      found += this.#text.slice(this.#at, end);
      this.#at = end + 1;
      if (this.#text.charAt(this.#at) !== quote) return found;
      found += quote;
      this.#at += 1;
    }
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new Error(`nothing more expected at ${this.#at}`);
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}
