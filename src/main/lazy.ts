/** Something that is made when it is first asked for, once. */
export class Lazy<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | null = null;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** A failure is given to all who waited; the next who asks tries again. */
  get(): Promise<T> {
    return (this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = null;
      throw error;
    }));
  }

  /** What there is by now; null when nobody has asked, or it could not be made. */
  async ifMade(): Promise<T | null> {
    return (await this.#made?.catch(() => null)) ?? null;
  }
}
