import type { Kind, ProgramScope, ProgramWriter } from "./program-writer.ts";

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

/** A numeric expression, usable as an operand: it is in parentheses if it contains an operator. */
export function number(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const own = writer.variable(scope, ({ kind }) => kind === "number");
  if (own && writer.chance(0.45)) return own.name;
  if (depth > 1 || writer.chance(0.4)) return writer.pick(["0", "1", "2", "3", "5", "7", "10", "12", "2.5", "42"]);
  const inner = () => number(writer, scope, depth + 1);
  return writer.oneOf(
    () => `(${inner()} ${writer.pick(arithmetic)} ${inner()})`,
    () => `(${inner()} ${writer.pick(arithmetic)} ${inner()} ${writer.pick(arithmetic)} ${inner()})`,
    () => `(${inner()} ** ${writer.pick([2, 3])})`,
    () => `(${writer.pick(["-", "+", "~"])}${inner()})`,
    () => `Math.${writer.pick(["max", "min"])}(${inner()}, ${inner()})`,
    () => `Math.${writer.pick(["floor", "ceil", "round", "trunc", "abs", "sign"])}(${inner()} / 2)`,
    () => `${list(writer, scope, depth + 1)}.length`,
    () => `${text(writer, scope, depth + 1)}.length`,
    () => `(${truth(writer, scope, depth + 1)} ? ${inner()} : ${inner()})`,
    () => `${list(writer, scope, depth + 1)}.indexOf(${inner()})`,
    () => `${list(writer, scope, depth + 1)}.reduce((sum, n) => sum + n, ${inner()})`,
    () => called(writer, scope) ?? inner(),
    () => `Number(${writer.quoted(writer.pick(["1", "12", " 3 ", "4.5"]))})`,
  );
}

/** A call of a function in scope that returns a number; null if there is none. */
export function called(writer: ProgramWriter, scope: ProgramScope): string | null {
  const own = writer.variable(scope, ({ kind }) => kind === "function");
  if (!own) return null;
  const given = Array.from({ length: writer.between(0, 3) }, () => number(writer, scope, 2));
  return `${own.name}(${given.join(", ")})`;
}

export function truth(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const inner = () => number(writer, scope, depth + 1);
  return writer.oneOf(
    () => `(${inner()} ${writer.pick(comparison)} ${inner()})`,
    () => `(${inner()} ${writer.pick(comparison)} ${inner()})`,
    () => `${list(writer, scope, depth + 1)}.includes(${inner()})`,
    () =>
      `${text(writer, scope, depth + 1)}.${writer.pick(["startsWith", "endsWith", "includes"])}(${writer.quoted("a")})`,
    () => `!${inner()}`,
    () => `${list(writer, scope, depth + 1)}.${writer.pick(["some", "every"])}((n) => n > ${inner()})`,
    () => writer.pick(["true", "false"]),
    () => `Number.isInteger(${inner()})`,
    () => `(${inner()} > 2 ${writer.pick(["&&", "||"])} ${inner()} < 3)`,
  );
}

export function text(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const own = writer.variable(scope, ({ kind }) => kind === "text");
  if (own && writer.chance(0.4)) return own.name;
  const plain = writer.quoted(writer.pick(["tea", "latte", "a", "ab cd", "Espresso", "milk-2", ""]));
  if (depth > 1 || writer.chance(0.35)) return plain;
  const inner = () => text(writer, scope, depth + 1);
  return writer.oneOf(
    () => `\`${writer.pick(["n=", "", "<"])}\${${number(writer, scope, depth + 1)}}${writer.pick(["", " ml", ">"])}\``,
    () => `(${inner()} + ${writer.chance(0.5) ? inner() : number(writer, scope, depth + 1)})`,
    () => `${inner()}.${writer.pick(["toUpperCase", "toLowerCase", "trim"])}()`,
    () => `${inner()}.slice(${writer.pick(["1", "0, 2", "-2", "1, -1"])})`,
    () => `${inner()}.${writer.pick(["padStart", "padEnd"])}(${writer.pick(["4", "6, '.'", "5, 'xy'"])})`,
    () => `${inner()}.${writer.pick(["replace", "replaceAll"])}(${writer.quoted("a")}, ${writer.quoted("o")})`,
    () => `${inner()}.split(${writer.quoted(writer.pick(["", " ", "t"]))}).reverse().join(${writer.quoted("")})`,
    () => `${list(writer, scope, depth + 1)}.join(${writer.pick(["", "' '", "'-'"])})`,
    () => `${writer.quoted("ab")}.repeat(${writer.between(0, 3)})`,
    () => `String(${number(writer, scope, depth + 1)})`,
    () => `JSON.stringify(${writer.chance(0.5) ? list(writer, scope, 2) : record(writer, scope, 1)})`,
    () => `(${number(writer, scope, depth + 1)}).toFixed(${writer.between(0, 2)})`,
    () => `${inner()}.${writer.pick(["charAt(1)", "at(-1)", "concat('!')", "substring(1)"])}`,
    () => `(typeof ${writer.chance(0.5) ? inner() : number(writer, scope, depth + 1)})`,
  );
}

/** An expression for an array of numbers. */
export function list(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const own = writer.variable(scope, ({ kind }) => kind === "list");
  if (own && writer.chance(0.5)) return own.name;
  const inner = () => number(writer, scope, depth + 1);
  const literal = () => `[${Array.from({ length: writer.between(0, 4) }, inner).join(", ")}]`;
  if (depth > 1 || writer.chance(0.4)) return literal();
  const nested = () => list(writer, scope, depth + 1);
  return writer.oneOf(
    () => `[...${nested()}, ${inner()}]`,
    () => `[${inner()}, ...${nested()}]`,
    () => `${nested()}.map((n) => ${writer.pick(["n * 2", "n + 1", "-n", "n % 3"])})`,
    () => `${nested()}.map((n, i) => n * i)`,
    () => `${nested()}.filter((n) => ${writer.pick(["n > 1", "n % 2", "n !== 2", "n"])})`,
    () => `${nested()}.slice(${writer.pick(["1", "0, 2", "-2", ""])})`,
    () => `${nested()}.concat(${writer.chance(0.5) ? nested() : inner()})`,
    () => `[...${nested()}].sort((left, right) => ${writer.pick(["left - right", "right - left"])})`,
    () => `[...${nested()}].reverse()`,
    () => `Array.from({ length: ${writer.between(1, 4)} }, (_, i) => i${writer.pick(["", " * i", " + 1"])})`,
    () => `[[${inner()}], ${inner()}].flat()`,
    () => `${nested()}.flatMap((n) => [n, n])`,
    () => `new Array(${writer.between(1, 3)}).fill(${inner()})`,
    () => `Object.values(${record(writer, scope, 2)})`,
  );
}

/** A plain object. As the body of an arrow function, it needs parentheses from the caller. */
export function record(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const own = writer.variable(scope, ({ kind }) => kind === "record");
  if (own && writer.chance(depth === 0 ? 0.3 : 0.5)) return own.name;
  const keys = ["id", "size", "name", "list", "more", "ok", "'two words'", "7"];
  const start = writer.between(0, keys.length - 1);
  const chosen = [...keys.slice(start), ...keys.slice(0, start)].slice(0, writer.between(0, 3));
  const fields = chosen.map(
    (key) => `${key}: ${depth > 1 ? number(writer, scope, 2) : value(writer, scope, depth + 1)}`,
  );
  const shorthand = writer.variable(scope, ({ kind }) => kind === "number" || kind === "text");
  if (shorthand && writer.chance(0.3)) fields.push(shorthand.name);
  if (own && writer.chance(0.4)) fields.unshift(`...${own.name}`);
  if (writer.chance(0.1)) fields.push(`[${text(writer, scope, 2)}]: ${number(writer, scope, 2)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/** An expression for any printable value. */
export function value(writer: ProgramWriter, scope: ProgramScope, depth = 0): string {
  const known = writer.variable(scope, ({ kind }) => kind === "any");
  if (known && writer.chance(0.4)) return known.name;
  const kinds: readonly Kind[] = ["number", "number", "text", "text", "list", "record", "any"];
  return expressionOf(writer, scope, writer.pick(kinds), depth);
}

export function expressionOf(writer: ProgramWriter, scope: ProgramScope, kind: Kind, depth = 0): string {
  if (kind === "number") return number(writer, scope, depth);
  if (kind === "text") return text(writer, scope, depth);
  if (kind === "list") return list(writer, scope, depth);
  if (kind === "record") return record(writer, scope, depth);
  if (writer.chance(0.3)) return truth(writer, scope, depth);
  if (writer.chance(0.25)) return writer.pick(["null", "undefined", "-0", "NaN", "true", "false", "''"]);
  if (writer.chance(0.4)) return `(${writer.pick(oddities)})`;
  return writer.oneOf(
    () => `${record(writer, scope, 2)}${writer.pick(["?.id", ".size", "?.more?.id", "['name']"])}`,
    () => `[${value(writer, scope, depth + 1)}, ${depth > 2 ? "1" : value(writer, scope, depth + 1)}]`,
    () => `(${number(writer, scope, 2)} ${writer.pick(["??", "||", "&&"])} ${text(writer, scope, 2)})`,
    () => `Object.${writer.pick(["keys", "entries"])}(${record(writer, scope, 2)})`,
    () => `${list(writer, scope, 2)}.find((n) => n > ${number(writer, scope, 2)})`,
    () => `${list(writer, scope, 2)}[${writer.between(0, 3)}]`,
    () => `JSON.parse(${writer.pick(["'[1,{\"a\":null}]'", '\'{"x":[true,"y"]}\'', "'\"s\"'", "'3'"])})`,
  );
}

/** An expression as the body of an arrow function. */
export function arrowBody(expression: string): string {
  return expression.startsWith("{") ? `(${expression})` : expression;
}
