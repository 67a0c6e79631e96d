import {
  braces,
  type Kind,
  type ProgramScope,
  type ProgramWriter,
  type StatementForm,
  shown,
  thrown,
} from "./program-writer.ts";
import { arrowBody, called, expressionOf, list, number, record, text, truth, value } from "./values.ts";

export function logLabel(writer: ProgramWriter): string {
  return `console.log(${writer.label()});`;
}

function logValue(writer: ProgramWriter, scope: ProgramScope): string {
  const more = writer.chance(0.2) ? `, ${value(writer, scope)}` : "";
  if (writer.chance(0.15)) return `console.log(\`${writer.label().slice(1, -1)} \${${value(writer, scope)}}\`);`;
  return `console.log(${writer.label()}, ${value(writer, scope)}${more});`;
}

function logVariable(writer: ProgramWriter, scope: ProgramScope): string {
  const printable: readonly Kind[] = ["number", "text", "list", "record", "any"];
  const variable = writer.variable(scope, ({ kind }) => printable.includes(kind));
  if (!variable) return logLabel(writer);
  return `console.log(${writer.chance(0.6) ? `${writer.label()}, ` : ""}${variable.name});`;
}

/** The forms in which Node prints nested, long and special values. */
function logFormat(writer: ProgramWriter, scope: ProgramScope): string {
  const many = writer.between(5, 12);
  const shownValue = writer.oneOf(
    () => `[${value(writer, scope)}, [${value(writer, scope)}, [${value(writer, scope)}, [1, [2]]]]]`,
    () => `{ a: { b: { c: { d: ${number(writer, scope)} } } }, list: [{ x: 1 }, [${text(writer, scope)}]] }`,
    () => `Array.from({ length: ${writer.pick([many, 7, 27, 101, 120])} }, (_, i) => i * ${writer.pick([1, 3, 100])})`,
    () => `Array.from({ length: ${many} }, (_, i) => "item " + i)`,
    () => `[${text(writer, scope)}, 'it\\'s', "say \\"hi\\"", 'a\\nb', -0, null, undefined, true]`,
    () => `{ run() {}, go: () => 1, make: async () => {}, old: function () {} }`,
    () => `[() => 1, function named() {}, async function later() {}, Math.max, console.log]`,
    () => `{ 'a-b': 1, valid_name: 'x', 3: [], empty: {}, none: undefined }`,
    () =>
      `${writer.pick(["Promise.resolve(1)", "new Promise(() => {})", "[Promise.resolve('a')]", "(async () => {})()"])}`,
    () => `{ text: "${"word ".repeat(writer.between(3, 14)).trim()}", n: ${number(writer, scope)}, ok: true }`,
    () => `[[1, 2, [3, 4]], { p: { q: [] } }, ${record(writer, scope)}]`,
    () => `new Array(${writer.between(1, 4)})`,
    () => `"%s is %d", ${text(writer, scope)}, ${number(writer, scope)}`,
  );
  return `console.log(${shownValue});`;
}

function declare(writer: ProgramWriter, scope: ProgramScope): string {
  const kind = writer.pick<Kind>(["number", "number", "text", "list", "record", "any"]);
  const keyword = writer.pick(["let", "const", "const", "var"]);
  const initial = expressionOf(writer, scope, kind);
  const name = writer.name();
  return `${keyword} ${writer.declare(scope, name, kind, { assignable: keyword !== "const" })} = ${initial};`;
}

function assign(writer: ProgramWriter, scope: ProgramScope): string {
  const variable = writer.variable(
    scope,
    ({ kind, assignable }) => assignable && (kind === "number" || kind === "text"),
  );
  if (!variable) return declare(writer, scope);
  const { name, kind } = variable;
  if (kind === "text") return `${name} ${writer.pick(["+=", "=", "||="])} ${text(writer, scope)};`;
  if (writer.chance(0.4)) return writer.pick([`${name}++;`, `--${name};`, `console.log(${name}++, ++${name});`]);
  const operator = writer.pick(["+=", "-=", "*=", "=", "%=", "|=", "??=", "&&=", "||=", "<<="]);
  return `${name} ${operator} ${number(writer, scope, 1)};`;
}

function changeList(writer: ProgramWriter, scope: ProgramScope): string {
  const variable = writer.variable(scope, ({ kind }) => kind === "list");
  const changed = writer.variable(scope, ({ kind }) => kind === "record");
  if (changed && (!variable || writer.chance(0.5))) {
    return writer.pick([
      `${changed.name}.size = ${number(writer, scope)};`,
      `${changed.name}["key " + ${number(writer, scope, 1)}] = ${text(writer, scope)};`,
      `delete ${changed.name}.id;`,
      `Object.assign(${changed.name}, { ok: ${truth(writer, scope)} });`,
      `console.log(${writer.quoted("id")} in ${changed.name}, ${changed.name}?.more?.size);`,
    ]);
  }
  if (!variable) return declare(writer, scope);
  const call = writer.pick([
    `push(${number(writer, scope)})`,
    `unshift(${number(writer, scope)}, ${number(writer, scope)})`,
    "pop()",
    "shift()",
    `splice(${writer.between(0, 2)}, 1)`,
    "reverse()",
    "sort()",
  ]);
  return writer.chance(0.5) ? `${variable.name}.${call};` : `console.log(${variable.name}.${call}, ${variable.name});`;
}

function destructure(writer: ProgramWriter, scope: ProgramScope): string {
  const keyword = writer.pick(["let", "const"]);
  const assignable = keyword === "let";
  const [first, second] = [writer.name(), writer.name()];
  const given = list(writer, scope);
  const made = record(writer, scope);
  const fields = [
    `id: ${first} = ${number(writer, scope, 2)}`,
    `size: ${first} = 1, ...${second}`,
    `more: { id: ${first} = 2 } = {}`,
  ];
  const pattern = writer.between(0, 4);
  writer.declare(scope, first, pattern < 2 ? "number" : "any", { assignable });
  if (pattern === 0) {
    writer.declare(scope, second, "list", { assignable });
    return `${keyword} [${first} = 1, ...${second}] = ${given};`;
  }
  if (pattern === 1) {
    writer.declare(scope, second, "number", { assignable });
    return `${keyword} [, ${first} = 4, ${second} = ${first} + 1] = ${given};`;
  }
  if (pattern === 2) return `${keyword} { ${fields[0]} } = ${made};`;
  if (pattern === 3) {
    writer.declare(scope, second, "record", { assignable });
    return `${keyword} { ${fields[1]} } = ${made};`;
  }
  return `${keyword} { ${fields[2]} } = { more: ${made} };`;
}

function swap(writer: ProgramWriter, scope: ProgramScope): string {
  const one = writer.variable(scope, ({ kind, assignable }) => assignable && kind === "number");
  const other = writer.variable(
    scope,
    (variable) => variable.assignable && variable.kind === "number" && variable !== one,
  );
  if (!one || !other) return assign(writer, scope);
  return `[${one.name}, ${other.name}] = [${other.name}, ${one.name}];`;
}

function branch(writer: ProgramWriter, scope: ProgramScope): string {
  const start = `if (${truth(writer, scope)}) ${braces(writer.block(scope))}`;
  if (writer.chance(0.4)) return start;
  if (writer.chance(0.3)) return `${start} else if (${truth(writer, scope)}) ${braces(writer.block(scope))}`;
  return `${start} else ${braces(writer.block(scope))}`;
}

function choose(writer: ProgramWriter, scope: ProgramScope): string {
  const cases = Array.from({ length: writer.between(1, 3) }, (_, index) => {
    const end = writer.chance(0.7) ? "\n  break;" : "";
    return `case ${writer.chance(0.8) ? index : number(writer, scope, 2)}:\n  ${logLabel(writer)}${end}`;
  });
  const otherwise = `default:\n  ${logLabel(writer)}`;
  cases.splice(writer.chance(0.8) ? cases.length : 0, 0, otherwise);
  return `switch (${writer.chance(0.5) ? number(writer, scope, 1) : writer.between(0, 2)}) {\n${cases.join("\n")}\n}`;
}

function loop(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.pick(["i", "j", "k", writer.name()]);
  const inside = (kind: Kind, change: Partial<ProgramScope> = {}) => {
    const inner = { ...scope, ...change, variables: [...scope.variables] };
    writer.declare(inner, name, kind);
    return writer.block(inner);
  };
  // A `var` must not have the name of a `let`.
  const own = writer.name();
  const end = writer.between(1, 3);
  const skip = writer.chance(0.2) ? `if (${name} === 1) ${writer.pick(["continue", "break"])};\n` : "";
  return writer.oneOf(
    () => `for (let ${name} = 0; ${name} < ${end}; ${name}++) ${braces(skip + inside("number"))}`,
    () => `for (let ${name} = ${end}; ${name} > 0; ${name} -= 1) ${braces(inside("number"))}`,
    () => `for (var ${own} = 0; ${own} < ${end}; ${own}++) ${braces(writer.block(scope))}`,
    () => `for (const ${name} of ${list(writer, scope)}.slice(0, 3)) ${braces(skip + inside("number"))}`,
    () => `for (const ${name} of ${writer.quoted("ab")}) ${braces(inside("text"))}`,
    () => `for (const ${name} in ${record(writer, scope)}) ${braces(inside("text"))}`,
    () => `${list(writer, scope)}.slice(0, 3).forEach((${name}) => ${braces(inside("number", { mayAwait: false }))});`,
    () => `for (const [${name}, held] of Object.entries(${record(writer, scope)})) console.log(${name}, held);`,
  );
}

function countingLoop(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name();
  const body = writer.block(scope);
  const end = writer.between(1, 3);
  writer.declare(scope, name, "number");
  if (writer.chance(0.5)) return `let ${name} = 0;\nwhile (${name} < ${end}) ${braces(`${name}++;\n${body}`)}`;
  return `let ${name} = ${end};\ndo ${braces(`${body}\n${name}--;`)} while (${name} > 0);`;
}

function labelledLoop(writer: ProgramWriter): string {
  const leave = writer.pick(["continue outer", "break outer", "break", "continue"]);
  const jump = `if (j === ${writer.between(0, 2)}) ${leave};`;
  const inner = `for (let j = 0; j < 3; j++) ${braces(`${jump}\nconsole.log(${writer.label()}, i, j);`)}`;
  return `outer: for (let i = 0; i < 2; i++) ${braces(inner)}`;
}

function attempt(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.pick(["e", "error", "err"]);
  const mayThrow = writer.block(scope, { caught: true });
  const throws = writer.chance(0.5)
    ? `\n${writer.chance(0.4) ? `if (${truth(writer, scope)}) ` : ""}throw ${thrown(writer)};`
    : "";
  const caught = writer.chance(0.15) ? logLabel(writer) : `console.log(${writer.label()}, ${shown(writer, name)});`;
  const handler = `catch ${caught.includes(name) ? `(${name}) ` : ""}${braces(caught)}`;
  const last = writer.chance(0.4) ? ` finally ${braces(writer.block(scope, {}, 1))}` : "";
  return `try ${braces(mayThrow + throws)} ${handler}${last}`;
}

/** A function with any kind of parameters that returns a number. */
function define(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  const parameters = writer.pick([
    ["a"],
    ["a", "b = 2"],
    ["a", "b = a + 1"],
    ["a", "...rest"],
    ["{ id = 1, size = 2 } = {}"],
    ["[a, b = 3] = []"],
    [],
  ]);
  const inner: ProgramScope = { ...scope, variables: [...scope.variables], mayAwait: false, caught: false };
  for (const known of parameters.join(" ").match(/\b(a|b|id|size)\b/g) ?? []) writer.declare(inner, known, "number");
  const result = parameters.includes("...rest") && writer.chance(0.6) ? "rest.length" : number(writer, inner);
  const given = parameters.join(", ");
  writer.declare(scope, name, "function");
  if (writer.chance(0.3)) return `const ${name} = (${given}) => ${arrowBody(result)};`;
  const body = `${writer.block(inner, {}, 2)}\nreturn ${result};`;
  if (writer.chance(0.3))
    return `const ${name} = ${writer.chance(0.5) ? `(${given}) =>` : `function (${given})`} ${braces(body)};`;
  return `function ${name}(${given}) ${braces(body)}`;
}

function callFunction(writer: ProgramWriter, scope: ProgramScope): string {
  const call = called(writer, scope);
  if (call === null) return define(writer, scope);
  return writer.chance(0.7) ? `console.log(${writer.label()}, ${call});` : `${call};`;
}

function counter(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  const step = writer.pick(["++n", "n++", "n += 2"]);
  writer.declare(scope, name, "function");
  return `const ${name} = ((n) => () => ${step})(${number(writer, scope, 1)});\nconsole.log(${name}(), ${name}());`;
}

function methods(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name();
  const add = `add(x) { this.n += x; return this; }`;
  const made = `const ${name} = { n: ${number(writer, scope, 1)}, ${add}, show: () => ${number(writer, scope, 1)} };`;
  return `${made}\nconsole.log(${name}.add(1).add(2).n, ${name}.show());`;
}

function hoisted(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  if (writer.chance(0.5)) return `console.log(${writer.label()}, ${name}(2));\nfunction ${name}(n) { return n * 2; }`;
  const late = writer.name();
  return writer.chance(0.5)
    ? `console.log(typeof ${late});\nvar ${late} = ${number(writer, scope)};`
    : `try { console.log(${late}); let ${late} = 1; } catch (e) { console.log(e.name); }`;
}

function shadow(writer: ProgramWriter, scope: ProgramScope): string {
  const outer = writer.variable(scope, ({ kind }) => kind === "number");
  if (!outer) return declare(writer, scope);
  const inner = `let ${outer.name} = ${writer.between(0, 9)};\n${outer.name} += 1;\n${logVariable(writer, scope)}`;
  return `${braces(inner)}\nconsole.log(${writer.label()}, ${outer.name});`;
}

function immediatelyCalled(writer: ProgramWriter, scope: ProgramScope): string {
  const body = writer.block(scope, { mayAwait: false, caught: false });
  return writer.chance(0.5) ? `(() => ${braces(body)})();` : `(function () ${braces(body)})();`;
}

const shallow = (_: ProgramWriter, scope: ProgramScope) => scope.depth < 3;

export const plainForms: readonly StatementForm[] = [
  { weight: 5, group: "log", write: logLabel },
  { weight: 2, group: "log", write: logVariable },
  { weight: 1.5, group: "log", write: logValue },
  { weight: 0.4, group: "format", write: logFormat },
  { weight: 1.5, group: "variables", write: declare },
  { weight: 0.8, group: "variables", write: assign },
  { weight: 0.6, group: "variables", write: changeList },
  { weight: 0.4, group: "variables", write: destructure },
  { weight: 0.15, group: "variables", write: swap },
  { weight: 0.15, group: "variables", write: shadow },
  { weight: 0.5, group: "branches", write: branch, fits: shallow },
  { weight: 0.25, group: "branches", write: choose, fits: shallow },
  { weight: 0.6, group: "loops", write: loop, fits: shallow },
  { weight: 0.25, group: "loops", write: countingLoop, fits: shallow },
  { weight: 0.1, group: "loops", write: labelledLoop, fits: shallow },
  { weight: 0.5, group: "errors", write: attempt, fits: shallow },
  { weight: 0.6, group: "functions", write: define, fits: shallow },
  { weight: 0.5, group: "functions", write: callFunction, fits: shallow },
  { weight: 0.15, group: "functions", write: counter },
  { weight: 0.15, group: "functions", write: methods },
  { weight: 0.1, group: "functions", write: hoisted },
  { weight: 0.15, group: "functions", write: immediatelyCalled, fits: shallow },
];
