/** The first sentence of a text. A full stop inside `code` ends nothing. */
export function firstSentence(text: string): string {
  const end = /^(?:`[^`]*`|[^`])*?[.!?](?=\s+[\p{Lu}\p{N}"“‘(`])/u.exec(text);
  return end === null ? text : end[0];
}
