/** The number by which a state knows a person. */
export interface NationalId {
  /** Country and name, for people: `PL PESEL`. */
  readonly name: string;
  /** Written as people of the country do; digits alone too where they do. */
  readonly form: RegExp;
  /** Checks what the form cannot tell, on letters and digits only, in upper case. */
  readonly check: (text: string) => boolean;
  /**
   * How telling a match is: "strong" where hardly anything else passes, "checked" where a check digit lets one in ten
   * through, "weak" where the form is all there is.
   */
  readonly trust: "strong" | "checked" | "weak";
}

/** Whether a value is such a number. */
export function isNationalId({ form, check }: NationalId, value: string): boolean {
  return form.test(value) && check(value.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase());
}

/** Two digits of a year, month and day at the start: whether there can be such a day in some century. */
export function startsWithDay(text: string, order: "YYMMDD" | "DDMMYY" = "YYMMDD", monthOffset = 0): boolean {
  const [first, second, third] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  const [year, day] = order === "YYMMDD" ? [first, third] : [third, first];
  const month = (second ?? 0) - monthOffset;
  return isDayOfSomeYear(year ?? 0, month, day ?? 0);
}

function isDayOfSomeYear(year: number, month: number, day: number): boolean {
  const days = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
