/** Sentences that tell people what is wrong with a journal. */

export function unreadable(writer: string, sequence: number): string {
  return `${nameOf(writer, sequence)} cannot be read as an event.`;
}

export function changed(writer: string, sequence: number): string {
  return `${nameOf(writer, sequence)} was changed after it was written.`;
}

export function missing(writer: string, first: number, last: number): string {
  if (first === last) return `${nameOf(writer, first)} is missing.`;
  return `Events ${first} to ${last} of writer ${writer} are missing.`;
}

function nameOf(writer: string, sequence: number): string {
  return `Event ${sequence} of writer ${writer}`;
}
