import { braces, type Draft, type Kind, type Place, type StatementForm, shown, thrown } from "./draft.ts";
import { arrowBody, called, expressionOf, list, number, record, text, truth, value } from "./values.ts";

export function logLabel(draft: Draft): string {
  return `console.log(${draft.label()});`;
}

function logValue(draft: Draft, place: Place): string {
  const more = draft.chance(0.2) ? `, ${value(draft, place)}` : "";
  if (draft.chance(0.15)) return `console.log(\`${draft.label().slice(1, -1)} \${${value(draft, place)}}\`);`;
  return `console.log(${draft.label()}, ${value(draft, place)}${more});`;
}

function logVariable(draft: Draft, place: Place): string {
  const printable: readonly Kind[] = ["number", "text", "list", "record", "any"];
  const variable = draft.variable(place, ({ kind }) => printable.includes(kind));
  if (!variable) return logLabel(draft);
  return `console.log(${draft.chance(0.6) ? `${draft.label()}, ` : ""}${variable.name});`;
}

/** The forms in which Node prints nested, long and special values. */
function logFormat(draft: Draft, place: Place): string {
  const many = draft.between(5, 12);
  const shownValue = draft.oneOf(
    () => `[${value(draft, place)}, [${value(draft, place)}, [${value(draft, place)}, [1, [2]]]]]`,
    () => `{ a: { b: { c: { d: ${number(draft, place)} } } }, list: [{ x: 1 }, [${text(draft, place)}]] }`,
    () => `Array.from({ length: ${draft.pick([many, 7, 27, 101, 120])} }, (_, i) => i * ${draft.pick([1, 3, 100])})`,
    () => `Array.from({ length: ${many} }, (_, i) => "item " + i)`,
    () => `[${text(draft, place)}, 'it\\'s', "say \\"hi\\"", 'a\\nb', -0, null, undefined, true]`,
    () => `{ run() {}, go: () => 1, make: async () => {}, old: function () {} }`,
    () => `[() => 1, function named() {}, async function later() {}, Math.max, console.log]`,
    () => `{ 'a-b': 1, valid_name: 'x', 3: [], empty: {}, none: undefined }`,
    () =>
      `${draft.pick(["Promise.resolve(1)", "new Promise(() => {})", "[Promise.resolve('a')]", "(async () => {})()"])}`,
    () => `{ text: "${"word ".repeat(draft.between(3, 14)).trim()}", n: ${number(draft, place)}, ok: true }`,
    () => `[[1, 2, [3, 4]], { p: { q: [] } }, ${record(draft, place)}]`,
    () => `new Array(${draft.between(1, 4)})`,
    () => `"%s is %d", ${text(draft, place)}, ${number(draft, place)}`,
  );
  return `console.log(${shownValue});`;
}

function declare(draft: Draft, place: Place): string {
  const kind = draft.pick<Kind>(["number", "number", "text", "list", "record", "any"]);
  const keyword = draft.pick(["let", "const", "const", "var"]);
  const initial = expressionOf(draft, place, kind);
  const name = draft.name();
  return `${keyword} ${draft.declare(place, name, kind, { assignable: keyword !== "const" })} = ${initial};`;
}

function assign(draft: Draft, place: Place): string {
  const variable = draft.variable(
    place,
    ({ kind, assignable }) => assignable && (kind === "number" || kind === "text"),
  );
  if (!variable) return declare(draft, place);
  const { name, kind } = variable;
  if (kind === "text") return `${name} ${draft.pick(["+=", "=", "||="])} ${text(draft, place)};`;
  if (draft.chance(0.4)) return draft.pick([`${name}++;`, `--${name};`, `console.log(${name}++, ++${name});`]);
  const operator = draft.pick(["+=", "-=", "*=", "=", "%=", "|=", "??=", "&&=", "||=", "<<="]);
  return `${name} ${operator} ${number(draft, place, 1)};`;
}

function changeList(draft: Draft, place: Place): string {
  const variable = draft.variable(place, ({ kind }) => kind === "list");
  const changed = draft.variable(place, ({ kind }) => kind === "record");
  if (changed && (!variable || draft.chance(0.5))) {
    return draft.pick([
      `${changed.name}.size = ${number(draft, place)};`,
      `${changed.name}["key " + ${number(draft, place, 1)}] = ${text(draft, place)};`,
      `delete ${changed.name}.id;`,
      `Object.assign(${changed.name}, { ok: ${truth(draft, place)} });`,
      `console.log(${draft.quoted("id")} in ${changed.name}, ${changed.name}?.more?.size);`,
    ]);
  }
  if (!variable) return declare(draft, place);
  const call = draft.pick([
    `push(${number(draft, place)})`,
    `unshift(${number(draft, place)}, ${number(draft, place)})`,
    "pop()",
    "shift()",
    `splice(${draft.between(0, 2)}, 1)`,
    "reverse()",
    "sort()",
  ]);
  return draft.chance(0.5) ? `${variable.name}.${call};` : `console.log(${variable.name}.${call}, ${variable.name});`;
}

function destructure(draft: Draft, place: Place): string {
  const keyword = draft.pick(["let", "const"]);
  const assignable = keyword === "let";
  const [first, second] = [draft.name(), draft.name()];
  const given = list(draft, place);
  const made = record(draft, place);
  const fields = [
    `id: ${first} = ${number(draft, place, 2)}`,
    `size: ${first} = 1, ...${second}`,
    `more: { id: ${first} = 2 } = {}`,
  ];
  const pattern = draft.between(0, 4);
  draft.declare(place, first, pattern < 2 ? "number" : "any", { assignable });
  if (pattern === 0) {
    draft.declare(place, second, "list", { assignable });
    return `${keyword} [${first} = 1, ...${second}] = ${given};`;
  }
  if (pattern === 1) {
    draft.declare(place, second, "number", { assignable });
    return `${keyword} [, ${first} = 4, ${second} = ${first} + 1] = ${given};`;
  }
  if (pattern === 2) return `${keyword} { ${fields[0]} } = ${made};`;
  if (pattern === 3) {
    draft.declare(place, second, "record", { assignable });
    return `${keyword} { ${fields[1]} } = ${made};`;
  }
  return `${keyword} { ${fields[2]} } = { more: ${made} };`;
}

function swap(draft: Draft, place: Place): string {
  const one = draft.variable(place, ({ kind, assignable }) => assignable && kind === "number");
  const other = draft.variable(
    place,
    (variable) => variable.assignable && variable.kind === "number" && variable !== one,
  );
  if (!one || !other) return assign(draft, place);
  return `[${one.name}, ${other.name}] = [${other.name}, ${one.name}];`;
}

function branch(draft: Draft, place: Place): string {
  const start = `if (${truth(draft, place)}) ${braces(draft.block(place))}`;
  if (draft.chance(0.4)) return start;
  if (draft.chance(0.3)) return `${start} else if (${truth(draft, place)}) ${braces(draft.block(place))}`;
  return `${start} else ${braces(draft.block(place))}`;
}

function choose(draft: Draft, place: Place): string {
  const cases = Array.from({ length: draft.between(1, 3) }, (_, index) => {
    const end = draft.chance(0.7) ? "\n  break;" : "";
    return `case ${draft.chance(0.8) ? index : number(draft, place, 2)}:\n  ${logLabel(draft)}${end}`;
  });
  const otherwise = `default:\n  ${logLabel(draft)}`;
  cases.splice(draft.chance(0.8) ? cases.length : 0, 0, otherwise);
  return `switch (${draft.chance(0.5) ? number(draft, place, 1) : draft.between(0, 2)}) {\n${cases.join("\n")}\n}`;
}

function loop(draft: Draft, place: Place): string {
  const name = draft.pick(["i", "j", "k", draft.name()]);
  const inside = (kind: Kind, change: Partial<Place> = {}) => {
    const inner = { ...place, ...change, variables: [...place.variables] };
    draft.declare(inner, name, kind);
    return draft.block(inner);
  };
  // A var must not meet a let of the same name.
  const own = draft.name();
  const end = draft.between(1, 3);
  const skip = draft.chance(0.2) ? `if (${name} === 1) ${draft.pick(["continue", "break"])};\n` : "";
  return draft.oneOf(
    () => `for (let ${name} = 0; ${name} < ${end}; ${name}++) ${braces(skip + inside("number"))}`,
    () => `for (let ${name} = ${end}; ${name} > 0; ${name} -= 1) ${braces(inside("number"))}`,
    () => `for (var ${own} = 0; ${own} < ${end}; ${own}++) ${braces(draft.block(place))}`,
    () => `for (const ${name} of ${list(draft, place)}.slice(0, 3)) ${braces(skip + inside("number"))}`,
    () => `for (const ${name} of ${draft.quoted("ab")}) ${braces(inside("text"))}`,
    () => `for (const ${name} in ${record(draft, place)}) ${braces(inside("text"))}`,
    () => `${list(draft, place)}.slice(0, 3).forEach((${name}) => ${braces(inside("number", { mayAwait: false }))});`,
    () => `for (const [${name}, held] of Object.entries(${record(draft, place)})) console.log(${name}, held);`,
  );
}

function countingLoop(draft: Draft, place: Place): string {
  const name = draft.name();
  const body = draft.block(place);
  const end = draft.between(1, 3);
  draft.declare(place, name, "number");
  if (draft.chance(0.5)) return `let ${name} = 0;\nwhile (${name} < ${end}) ${braces(`${name}++;\n${body}`)}`;
  return `let ${name} = ${end};\ndo ${braces(`${body}\n${name}--;`)} while (${name} > 0);`;
}

function labelledLoop(draft: Draft): string {
  const leave = draft.pick(["continue outer", "break outer", "break", "continue"]);
  const jump = `if (j === ${draft.between(0, 2)}) ${leave};`;
  const inner = `for (let j = 0; j < 3; j++) ${braces(`${jump}\nconsole.log(${draft.label()}, i, j);`)}`;
  return `outer: for (let i = 0; i < 2; i++) ${braces(inner)}`;
}

function attempt(draft: Draft, place: Place): string {
  const name = draft.pick(["e", "error", "err"]);
  const mayThrow = draft.block(place, { caught: true });
  const throws = draft.chance(0.5)
    ? `\n${draft.chance(0.4) ? `if (${truth(draft, place)}) ` : ""}throw ${thrown(draft)};`
    : "";
  const caught = draft.chance(0.15) ? logLabel(draft) : `console.log(${draft.label()}, ${shown(draft, name)});`;
  const handler = `catch ${caught.includes(name) ? `(${name}) ` : ""}${braces(caught)}`;
  const last = draft.chance(0.4) ? ` finally ${braces(draft.block(place, {}, 1))}` : "";
  return `try ${braces(mayThrow + throws)} ${handler}${last}`;
}

/** A function with all kinds of parameters; what it answers is a number. */
function define(draft: Draft, place: Place): string {
  const name = draft.name("function");
  const parameters = draft.pick([
    ["a"],
    ["a", "b = 2"],
    ["a", "b = a + 1"],
    ["a", "...rest"],
    ["{ id = 1, size = 2 } = {}"],
    ["[a, b = 3] = []"],
    [],
  ]);
  const inner: Place = { ...place, variables: [...place.variables], mayAwait: false, caught: false };
  for (const known of parameters.join(" ").match(/\b(a|b|id|size)\b/g) ?? []) draft.declare(inner, known, "number");
  const result = parameters.includes("...rest") && draft.chance(0.6) ? "rest.length" : number(draft, inner);
  const given = parameters.join(", ");
  draft.declare(place, name, "function");
  if (draft.chance(0.3)) return `const ${name} = (${given}) => ${arrowBody(result)};`;
  const body = `${draft.block(inner, {}, 2)}\nreturn ${result};`;
  if (draft.chance(0.3))
    return `const ${name} = ${draft.chance(0.5) ? `(${given}) =>` : `function (${given})`} ${braces(body)};`;
  return `function ${name}(${given}) ${braces(body)}`;
}

function callFunction(draft: Draft, place: Place): string {
  const call = called(draft, place);
  if (call === null) return define(draft, place);
  return draft.chance(0.7) ? `console.log(${draft.label()}, ${call});` : `${call};`;
}

function counter(draft: Draft, place: Place): string {
  const name = draft.name("function");
  const step = draft.pick(["++n", "n++", "n += 2"]);
  draft.declare(place, name, "function");
  return `const ${name} = ((n) => () => ${step})(${number(draft, place, 1)});\nconsole.log(${name}(), ${name}());`;
}

function methods(draft: Draft, place: Place): string {
  const name = draft.name();
  const add = `add(x) { this.n += x; return this; }`;
  const made = `const ${name} = { n: ${number(draft, place, 1)}, ${add}, show: () => ${number(draft, place, 1)} };`;
  return `${made}\nconsole.log(${name}.add(1).add(2).n, ${name}.show());`;
}

function hoisted(draft: Draft, place: Place): string {
  const name = draft.name("function");
  if (draft.chance(0.5)) return `console.log(${draft.label()}, ${name}(2));\nfunction ${name}(n) { return n * 2; }`;
  const late = draft.name();
  return draft.chance(0.5)
    ? `console.log(typeof ${late});\nvar ${late} = ${number(draft, place)};`
    : `try { console.log(${late}); let ${late} = 1; } catch (e) { console.log(e.name); }`;
}

function shadow(draft: Draft, place: Place): string {
  const outer = draft.variable(place, ({ kind }) => kind === "number");
  if (!outer) return declare(draft, place);
  const inner = `let ${outer.name} = ${draft.between(0, 9)};\n${outer.name} += 1;\n${logVariable(draft, place)}`;
  return `${braces(inner)}\nconsole.log(${draft.label()}, ${outer.name});`;
}

function immediatelyCalled(draft: Draft, place: Place): string {
  const body = draft.block(place, { mayAwait: false, caught: false });
  return draft.chance(0.5) ? `(() => ${braces(body)})();` : `(function () ${braces(body)})();`;
}

const shallow = (_: Draft, place: Place) => place.depth < 3;

export const plainForms: readonly StatementForm[] = [
  { weight: 5, family: "log", write: logLabel },
  { weight: 2, family: "log", write: logVariable },
  { weight: 1.5, family: "log", write: logValue },
  { weight: 0.4, family: "format", write: logFormat },
  { weight: 1.5, family: "variables", write: declare },
  { weight: 0.8, family: "variables", write: assign },
  { weight: 0.6, family: "variables", write: changeList },
  { weight: 0.4, family: "variables", write: destructure },
  { weight: 0.15, family: "variables", write: swap },
  { weight: 0.15, family: "variables", write: shadow },
  { weight: 0.5, family: "branches", write: branch, fits: shallow },
  { weight: 0.25, family: "branches", write: choose, fits: shallow },
  { weight: 0.6, family: "loops", write: loop, fits: shallow },
  { weight: 0.25, family: "loops", write: countingLoop, fits: shallow },
  { weight: 0.1, family: "loops", write: labelledLoop, fits: shallow },
  { weight: 0.5, family: "errors", write: attempt, fits: shallow },
  { weight: 0.6, family: "functions", write: define, fits: shallow },
  { weight: 0.5, family: "functions", write: callFunction, fits: shallow },
  { weight: 0.15, family: "functions", write: counter },
  { weight: 0.15, family: "functions", write: methods },
  { weight: 0.1, family: "functions", write: hoisted },
  { weight: 0.15, family: "functions", write: immediatelyCalled, fits: shallow },
];
