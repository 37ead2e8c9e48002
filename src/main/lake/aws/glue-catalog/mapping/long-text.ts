/** Glue's limits: docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html and API_Column.html */
export const LONGEST_DESCRIPTION = 2048;
export const LONGEST_COMMENT = 255;

/** Parameter that holds the whole of a text that Glue's own field cannot. */
const DESCRIPTION_PARAMETER = "lakeshore.description";

type Parameters = Record<string, string>;

/** A text as it is kept in a field of Glue, and whole in a parameter when it is longer than the field takes. */
export function keepText(
  text: string,
  longest: number,
  parameters: Parameters,
): { field: string; parameters: Parameters } {
  const { [DESCRIPTION_PARAMETER]: _, ...others } = parameters;
  if (text.length <= longest) return { field: text, parameters: others };
  return { field: shortened(text, longest), parameters: { ...others, [DESCRIPTION_PARAMETER]: text } };
}

/** The whole of a text; when someone else has changed the field since, theirs. */
export function keptText(field: string | undefined, longest: number, parameters: Parameters | undefined): string {
  const whole = parameters?.[DESCRIPTION_PARAMETER];
  return whole !== undefined && shortened(whole, longest) === field ? whole : (field ?? "");
}

function shortened(text: string, longest: number): string {
  return `${text.slice(0, longest - 1)}…`;
}
