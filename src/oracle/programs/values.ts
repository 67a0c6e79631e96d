import type { Draft, Kind, Place } from "./draft.ts";

const arithmetic = ["+", "-", "*", "%", "&", "|", "^", "<<", ">>", ">>>", "/"];
const comparison = ["<", ">", "<=", ">=", "===", "!==", "==", "!="];

const oddities = [
  '"3" * 2',
  '"5" + 1',
  "1 + null",
  "true + true",
  "[] + 1",
  "+[]",
  '+"12px"',
  "1 / 0",
  "-1 / 0",
  "0 * -1",
  "0.1 + 0.2",
  "7 / 2 | 0",
  "2 ** -1",
  "null ?? 4",
  "undefined + 1",
  "typeof null",
  "typeof undefined",
  "typeof (() => 1)",
  "void 0",
  "null == undefined",
  "NaN === NaN",
  "Object.is(-0, 0)",
  '"b" > "a"',
  '"10" < "9"',
  "[1, 2] + [3]",
  "String(null)",
  "[1, 2, 3].at(-1)",
  '!!""',
  "1 < 2 < 3",
  "3 > 2 > 1",
  "(1, 2, 3)",
  "1e21",
  "1e-7",
  "0x1f",
  "1_000",
  "5 & -2",
  "~~-3.7",
  "-7 % 3",
  "2 ** 3 ** 2",
  'Number("")',
  'Number("abc")',
  'parseInt("42px")',
  'parseFloat("2.50")',
  'isNaN("x")',
  "[10, 9, 1].sort().join()",
  "Math.max()",
  "[].concat(1, [2], [[3]]).length",
  '"abc"[1]',
  '"abc"[9]',
  "[..." + '"h\u00e9j"' + "].length",
];

/** An expression that is a number, as an operand: anything with an operator stands in brackets. */
export function number(draft: Draft, place: Place, depth = 0): string {
  const own = draft.variable(place, ({ kind }) => kind === "number");
  if (own && draft.chance(0.45)) return own.name;
  if (depth > 1 || draft.chance(0.4)) return draft.pick(["0", "1", "2", "3", "5", "7", "10", "12", "2.5", "42"]);
  const inner = () => number(draft, place, depth + 1);
  return draft.oneOf(
    () => `(${inner()} ${draft.pick(arithmetic)} ${inner()})`,
    () => `(${inner()} ${draft.pick(arithmetic)} ${inner()} ${draft.pick(arithmetic)} ${inner()})`,
    () => `(${inner()} ** ${draft.pick([2, 3])})`,
    () => `(${draft.pick(["-", "+", "~"])}${inner()})`,
    () => `Math.${draft.pick(["max", "min"])}(${inner()}, ${inner()})`,
    () => `Math.${draft.pick(["floor", "ceil", "round", "trunc", "abs", "sign"])}(${inner()} / 2)`,
    () => `${list(draft, place, depth + 1)}.length`,
    () => `${text(draft, place, depth + 1)}.length`,
    () => `(${truth(draft, place, depth + 1)} ? ${inner()} : ${inner()})`,
    () => `${list(draft, place, depth + 1)}.indexOf(${inner()})`,
    () => `${list(draft, place, depth + 1)}.reduce((sum, n) => sum + n, ${inner()})`,
    () => called(draft, place) ?? inner(),
    () => `Number(${draft.quoted(draft.pick(["1", "12", " 3 ", "4.5"]))})`,
  );
}

/** A call of a function of the program that is in scope, which answers a number; or null. */
export function called(draft: Draft, place: Place): string | null {
  const own = draft.variable(place, ({ kind }) => kind === "function");
  if (!own) return null;
  const given = Array.from({ length: draft.between(0, 3) }, () => number(draft, place, 2));
  return `${own.name}(${given.join(", ")})`;
}

export function truth(draft: Draft, place: Place, depth = 0): string {
  const inner = () => number(draft, place, depth + 1);
  return draft.oneOf(
    () => `(${inner()} ${draft.pick(comparison)} ${inner()})`,
    () => `(${inner()} ${draft.pick(comparison)} ${inner()})`,
    () => `${list(draft, place, depth + 1)}.includes(${inner()})`,
    () =>
      `${text(draft, place, depth + 1)}.${draft.pick(["startsWith", "endsWith", "includes"])}(${draft.quoted("a")})`,
    () => `!${inner()}`,
    () => `${list(draft, place, depth + 1)}.${draft.pick(["some", "every"])}((n) => n > ${inner()})`,
    () => draft.pick(["true", "false"]),
    () => `Number.isInteger(${inner()})`,
    () => `(${inner()} > 2 ${draft.pick(["&&", "||"])} ${inner()} < 3)`,
  );
}

export function text(draft: Draft, place: Place, depth = 0): string {
  const own = draft.variable(place, ({ kind }) => kind === "text");
  if (own && draft.chance(0.4)) return own.name;
  const plain = draft.quoted(draft.pick(["tea", "latte", "a", "ab cd", "Espresso", "milk-2", ""]));
  if (depth > 1 || draft.chance(0.35)) return plain;
  const inner = () => text(draft, place, depth + 1);
  return draft.oneOf(
    () => `\`${draft.pick(["n=", "", "<"])}\${${number(draft, place, depth + 1)}}${draft.pick(["", " ml", ">"])}\``,
    () => `(${inner()} + ${draft.chance(0.5) ? inner() : number(draft, place, depth + 1)})`,
    () => `${inner()}.${draft.pick(["toUpperCase", "toLowerCase", "trim"])}()`,
    () => `${inner()}.slice(${draft.pick(["1", "0, 2", "-2", "1, -1"])})`,
    () => `${inner()}.${draft.pick(["padStart", "padEnd"])}(${draft.pick(["4", "6, '.'", "5, 'xy'"])})`,
    () => `${inner()}.${draft.pick(["replace", "replaceAll"])}(${draft.quoted("a")}, ${draft.quoted("o")})`,
    () => `${inner()}.split(${draft.quoted(draft.pick(["", " ", "t"]))}).reverse().join(${draft.quoted("")})`,
    () => `${list(draft, place, depth + 1)}.join(${draft.pick(["", "' '", "'-'"])})`,
    () => `${draft.quoted("ab")}.repeat(${draft.between(0, 3)})`,
    () => `String(${number(draft, place, depth + 1)})`,
    () => `JSON.stringify(${draft.chance(0.5) ? list(draft, place, 2) : record(draft, place, 1)})`,
    () => `(${number(draft, place, depth + 1)}).toFixed(${draft.between(0, 2)})`,
    () => `${inner()}.${draft.pick(["charAt(1)", "at(-1)", "concat('!')", "substring(1)"])}`,
    () => `(typeof ${draft.chance(0.5) ? inner() : number(draft, place, depth + 1)})`,
  );
}

/** An expression that is an array of numbers. */
export function list(draft: Draft, place: Place, depth = 0): string {
  const own = draft.variable(place, ({ kind }) => kind === "list");
  if (own && draft.chance(0.5)) return own.name;
  const inner = () => number(draft, place, depth + 1);
  const literal = () => `[${Array.from({ length: draft.between(0, 4) }, inner).join(", ")}]`;
  if (depth > 1 || draft.chance(0.4)) return literal();
  const nested = () => list(draft, place, depth + 1);
  return draft.oneOf(
    () => `[...${nested()}, ${inner()}]`,
    () => `[${inner()}, ...${nested()}]`,
    () => `${nested()}.map((n) => ${draft.pick(["n * 2", "n + 1", "-n", "n % 3"])})`,
    () => `${nested()}.map((n, i) => n * i)`,
    () => `${nested()}.filter((n) => ${draft.pick(["n > 1", "n % 2", "n !== 2", "n"])})`,
    () => `${nested()}.slice(${draft.pick(["1", "0, 2", "-2", ""])})`,
    () => `${nested()}.concat(${draft.chance(0.5) ? nested() : inner()})`,
    () => `[...${nested()}].sort((left, right) => ${draft.pick(["left - right", "right - left"])})`,
    () => `[...${nested()}].reverse()`,
    () => `Array.from({ length: ${draft.between(1, 4)} }, (_, i) => i${draft.pick(["", " * i", " + 1"])})`,
    () => `[[${inner()}], ${inner()}].flat()`,
    () => `${nested()}.flatMap((n) => [n, n])`,
    () => `new Array(${draft.between(1, 3)}).fill(${inner()})`,
    () => `Object.values(${record(draft, place, 2)})`,
  );
}

/** A plain object; where it stands alone as an arrow's body the caller puts brackets around it. */
export function record(draft: Draft, place: Place, depth = 0): string {
  const own = draft.variable(place, ({ kind }) => kind === "record");
  if (own && draft.chance(depth === 0 ? 0.3 : 0.5)) return own.name;
  const keys = ["id", "size", "name", "list", "more", "ok", "'two words'", "7"];
  const start = draft.between(0, keys.length - 1);
  const chosen = [...keys.slice(start), ...keys.slice(0, start)].slice(0, draft.between(0, 3));
  const fields = chosen.map((key) => `${key}: ${depth > 1 ? number(draft, place, 2) : value(draft, place, depth + 1)}`);
  const shorthand = draft.variable(place, ({ kind }) => kind === "number" || kind === "text");
  if (shorthand && draft.chance(0.3)) fields.push(shorthand.name);
  if (own && draft.chance(0.4)) fields.unshift(`...${own.name}`);
  if (draft.chance(0.1)) fields.push(`[${text(draft, place, 2)}]: ${number(draft, place, 2)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/** Any value that can be printed. */
export function value(draft: Draft, place: Place, depth = 0): string {
  const known = draft.variable(place, ({ kind }) => kind === "any");
  if (known && draft.chance(0.4)) return known.name;
  const kinds: readonly Kind[] = ["number", "number", "text", "text", "list", "record", "any"];
  return expressionOf(draft, place, draft.pick(kinds), depth);
}

export function expressionOf(draft: Draft, place: Place, kind: Kind, depth = 0): string {
  if (kind === "number") return number(draft, place, depth);
  if (kind === "text") return text(draft, place, depth);
  if (kind === "list") return list(draft, place, depth);
  if (kind === "record") return record(draft, place, depth);
  if (draft.chance(0.3)) return truth(draft, place, depth);
  if (draft.chance(0.25)) return draft.pick(["null", "undefined", "-0", "NaN", "true", "false", "''"]);
  if (draft.chance(0.4)) return `(${draft.pick(oddities)})`;
  return draft.oneOf(
    () => `${record(draft, place, 2)}${draft.pick(["?.id", ".size", "?.more?.id", "['name']"])}`,
    () => `[${value(draft, place, depth + 1)}, ${depth > 2 ? "1" : value(draft, place, depth + 1)}]`,
    () => `(${number(draft, place, 2)} ${draft.pick(["??", "||", "&&"])} ${text(draft, place, 2)})`,
    () => `Object.${draft.pick(["keys", "entries"])}(${record(draft, place, 2)})`,
    () => `${list(draft, place, 2)}.find((n) => n > ${number(draft, place, 2)})`,
    () => `${list(draft, place, 2)}[${draft.between(0, 3)}]`,
    () => `JSON.parse(${draft.pick(["'[1,{\"a\":null}]'", '\'{"x":[true,"y"]}\'', "'\"s\"'", "'3'"])})`,
  );
}

/** An expression as the body of an arrow function. */
export function arrowBody(expression: string): string {
  return expression.startsWith("{") ? `(${expression})` : expression;
}
