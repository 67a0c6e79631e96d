import { logLabel } from "./plain-statements.ts";
import { braces, type ProgramScope, type ProgramWriter, type StatementForm } from "./program-writer.ts";
import { callback, promise } from "./promises.ts";
import { arrowBody, list, number, record, text, value } from "./values.ts";

function className(writer: ProgramWriter): string {
  return `${writer.pick(["Cup", "Shop", "Order", "Queue", "Timer"])}${writer.name("function").replace(/\D+/, "")}`;
}

function classOf(writer: ProgramWriter, scope: ProgramScope): string {
  const name = className(writer);
  const object = writer.name();
  const inner: ProgramScope = { ...scope, variables: [...scope.variables], mayAwait: false, caught: false };
  writer.declare(inner, "size", "number");
  const start = writer.pick(["size = 1;", "#size = 2;", "static made = 0;", "size;"]);
  const own = start.includes("#") ? "this.#size" : "this.size";
  const count = start.includes("static") ? `${name}.made++;\n` : "";
  const more = writer.chance(0.3) ? writer.block(inner, {}, 1) : logLabel(writer);
  const build = `constructor(size) ${braces(`${count}${own} = size;\n${more}`)}`;
  const members = writer.pick([
    `fill(n) { ${own} += n; return this; }`,
    `get full() { return ${own} > 2; }\nfill(n = 1) { ${own} = n; return this; }`,
    `static of(n) { return new ${name}(n); }\nfill() { return this; }`,
  ]);
  const later = `async later() ${braces(`await ${promise(writer, scope, false, 2)};\nreturn ${own};`)}`;
  const body = [start, build, members, later, `total() { return ${own} * 2; }`].join("\n");
  const use = writer.pick([
    `console.log(${writer.label()}, ${object}.fill(2).total());`,
    `${object}.later().then((v) => console.log(${writer.label()}, v));`,
    `setTimeout(() => console.log(${writer.label()}, ${object}.total()), ${writer.delay()});`,
    `console.log(${object} instanceof ${name}, typeof ${name}, ${object}.constructor.name);`,
  ]);
  const made = `class ${name} ${braces(body)}\nconst ${object} = new ${name}(${number(writer, scope, 1)});\n${use}`;
  if (writer.chance(0.7)) return made;
  const child = `${name}Two`;
  const overridden = `total() { return super.total() + 1; }`;
  return `${made}\nclass ${child} extends ${name} ${braces(overridden)}\nconsole.log(new ${child}(3).fill(1).total());`;
}

function generator(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  const inner: ProgramScope = { ...scope, variables: [...scope.variables], mayAwait: false, caught: false };
  const first = value(writer, scope, 1);
  const middle = writer.oneOf(
    () => `yield ${value(writer, scope, 1)};`,
    () => `yield* ${list(writer, scope, 1)};`,
    () => `for (let i = 0; i < ${writer.between(1, 3)}; i++) yield i;`,
    () => `const got = yield ${logText(writer)};\nconsole.log(${writer.label()}, got);`,
    () => `try ${braces(`yield ${number(writer, scope, 1)};`)} finally ${braces(logLabel(writer))}`,
  );
  const log = writer.chance(0.5) ? `${writer.block(inner, {}, 1)}\n` : "";
  const last = writer.chance(0.4) ? "\nreturn 9;" : "";
  const made = `function* ${name}() ${braces(`yield ${first};\n${log}${middle}${last}`)}`;
  const use = writer.oneOf(
    () => `for (const v of ${name}()) console.log(${writer.label()}, v);`,
    () => `console.log([...${name}()]);`,
    () => `const [${writer.name()}, ...${writer.name()}] = ${name}();`,
    () => {
      const steps = writer.name();
      const third = writer.chance(0.5) ? `\nconsole.log(${steps}.return(5), ${steps}.next());` : "";
      return `const ${steps} = ${name}();\nconsole.log(${steps}.next(), ${steps}.next(2));${third}`;
    },
    () => `for (const v of ${name}()) { console.log(${writer.label()}, v); break; }`,
  );
  return `${made}\n${use}`;
}

function logText(writer: ProgramWriter): string {
  return writer.label();
}

function asyncGenerator(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  const inner: ProgramScope = { ...scope, variables: [...scope.variables], mayAwait: true, caught: false };
  const step = () =>
    writer.oneOf(
      () => `yield ${value(writer, scope, 1)};`,
      () => `await ${promise(writer, scope, false, 2)};\nyield ${writer.label()};`,
      () => `yield ${promise(writer, scope, false, 2)};`,
      () => writer.block(inner, {}, 1),
    );
  const steps = Array.from({ length: writer.between(1, 3) }, step);
  const made = `async function* ${name}() ${braces(steps.join("\n"))}`;
  const log = `console.log(${writer.label()}, v);`;
  const loop = `for await (const v of ${name}()) ${braces(writer.chance(0.2) ? `${log}\nbreak;` : log)}`;
  if (scope.mayAwait && writer.chance(0.5)) return `${made}\n${loop}`;
  if (writer.chance(0.7)) return `${made}\n(async () => ${braces(`${loop}\n${logLabel(writer)}`)})();`;
  const source = writer.name();
  const next = `${source}.next().then((v) => console.log(${writer.label()}, v));`;
  return `${made}\nconst ${source} = ${name}();\n${next}\n${next.replace(/"[A-Z]\d*"|'[A-Z]\d*'/, writer.label())}`;
}

function mapAndSet(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name();
  const item = () => `[${text(writer, scope, 2)}, ${value(writer, scope, 1)}]`;
  if (writer.chance(0.5)) {
    const made = `const ${name} = new Map([${item()}, ${item()}]);`;
    const use = writer.pick([
      `${name}.set("k", 1).delete(${text(writer, scope, 2)});\nconsole.log(${name}.size, ${name}.get("k"));`,
      `console.log(${name});`,
      `for (const [k, v] of ${name}) console.log(k, v);`,
      `${name}.forEach((v, k) => console.log(k, v));`,
      `console.log([...${name}.keys()], ${name}.has("tea"));`,
      `console.log(Object.fromEntries(${name}));`,
    ]);
    return `${made}\n${use}`;
  }
  const made = `const ${name} = new Set(${list(writer, scope, 1)});`;
  const use = writer.pick([
    `console.log(${name}, ${name}.size);`,
    `${name}.add(3).add(3);\nconsole.log([...${name}].join());`,
    `for (const v of ${name}) console.log(v);`,
    `console.log(${name}.has(2), ${name}.delete(2), ${name}.size);`,
  ]);
  return `${made}\n${use}`;
}

/** `require` in a CommonJS file, `import` in a module. */
function imported(writer: ProgramWriter, isModule: boolean, names: string, from: string): string {
  const quoted = writer.quoted(`${writer.chance(0.5) ? "node:" : ""}${from}`);
  return isModule ? `import ${names} from ${quoted};` : `const ${names} = require(${quoted});`;
}

function emitter(writer: ProgramWriter, scope: ProgramScope): string {
  const [name, event] = [writer.name(), writer.quoted(writer.pick(["done", "order", "tick"]))];
  const listen = writer.pick(["on", "on", "once", "prependListener", "addListener"]);
  const lines = [
    `const ${name} = new EventEmitter();`,
    `${name}.on(${event}, ${callback(writer, scope, ["v"])});`,
    `${name}.${listen}(${event}, ${callback(writer, scope, [])});`,
    writer.pick([
      `${name}.emit(${event}, ${value(writer, scope, 1)});`,
      `setTimeout(() => ${name}.emit(${event}, ${arrowBody(value(writer, scope, 1))}), ${writer.delay()});`,
      `console.log(${name}.emit(${event}, 1), ${name}.emit(${event}, 2), ${name}.listenerCount(${event}));`,
      `Promise.resolve(${value(writer, scope, 1)}).then((v) => ${name}.emit(${event}, v));`,
    ]),
    logLabel(writer),
  ];
  return lines.join("\n");
}

function readFile(writer: ProgramWriter, scope: ProgramScope): string {
  const file = writer.isModule ? "import.meta.filename" : "__filename";
  const after = writer.chance(0.5) ? `\n${writer.block(scope, { mayAwait: false, caught: false }, 1)}` : "";
  return writer.oneOf(
    () => {
      const log = `console.log(${writer.label()}, error, typeof data);`;
      return `fs.readFile(${file}, (error, data) => ${braces(`${log}${after}`)});`;
    },
    () => `fs.readFile(${file}, "utf8", (e, s) => ${braces(`console.log(${writer.label()}, s !== "");${after}`)});`,
    () => `console.log(${writer.label()}, fs.readFileSync(${file}, "utf8").length > 1);`,
    () => `fs.readFile("missing.txt", (e) => console.log(${writer.label()}, ${writer.pick(["e.code", "typeof e"])}));`,
  );
}

function symbolsAndDates(writer: ProgramWriter, scope: ProgramScope): string {
  return writer.pick([
    `console.log(Symbol.iterator in [], typeof Symbol("a"));`,
    `console.log(10n ** 3n, typeof 1n);`,
    `console.log(structuredClone(${record(writer, scope, 2)}));`,
    `console.log(/(\\d+)-(?<b>\\w)/.test("12-x"), "a1b22".match(/\\d+/g), "x-y".split(/-/));`,
    `console.log("a1b2".replace(/\\d/g, (d) => d * 2));`,
    `const start = Date.now();\nsetTimeout(() => console.log(${writer.label()}, Date.now() - start >= 19), 20);`,
  ]);
}

export const libraryForms: readonly StatementForm[] = [
  { weight: 1, group: "classes", write: classOf, fits: (_, scope) => scope.depth < 2 },
  { weight: 0.8, group: "generators", write: generator, fits: (_, scope) => scope.depth < 2 },
  { weight: 1.2, group: "generators", write: asyncGenerator, fits: (_, scope) => scope.depth < 2 },
  { weight: 0.8, group: "maps", write: mapAndSet },
  { weight: 0.15, group: "maps", write: symbolsAndDates },
  {
    weight: 1,
    group: "events",
    write: emitter,
    fits: (writer, scope) => writer.imports.has("events") && scope.depth < 3,
  },
  { weight: 3, group: "files", write: readFile, fits: (writer, scope) => writer.imports.has("fs") && scope.depth < 3 },
];

/** The import lines of a program. */
export function importLines(writer: ProgramWriter): string[] {
  const lines: string[] = [];
  if (writer.imports.has("events"))
    lines.push(imported(writer, writer.isModule, writer.isModule ? "{ EventEmitter }" : "EventEmitter", "events"));
  if (writer.imports.has("fs")) lines.push(imported(writer, writer.isModule, "fs", "fs"));
  return lines;
}
