/**
 * What a spreadsheet would take for a formula, also in the wide signs of East Asian keyboards; and what bears our
 * apostrophe already, so that nothing that is guarded twice comes back unguarded.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** An apostrophe before it has a spreadsheet show the field as it stands. */
export function guarded(field: string): string {
  return formula.test(field) ? `'${field}` : field;
}

/** The field as it was before it was guarded. */
export function unguarded(field: string): string {
  return field.startsWith("'") && formula.test(field) ? field.slice(1) : field;
}
