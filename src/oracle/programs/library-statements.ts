import { braces, type Draft, type Place, type StatementForm } from "./draft.ts";
import { logLabel } from "./plain-statements.ts";
import { callback, promise } from "./promises.ts";
import { arrowBody, list, number, record, text, value } from "./values.ts";

function className(draft: Draft): string {
  return `${draft.pick(["Cup", "Shop", "Order", "Queue", "Timer"])}${draft.name("function").replace(/\D+/, "")}`;
}

function classOf(draft: Draft, place: Place): string {
  const name = className(draft);
  const object = draft.name();
  const inner: Place = { ...place, variables: [...place.variables], mayAwait: false, caught: false };
  draft.declare(inner, "size", "number");
  const start = draft.pick(["size = 1;", "#size = 2;", "static made = 0;", "size;"]);
  const own = start.includes("#") ? "this.#size" : "this.size";
  const count = start.includes("static") ? `${name}.made++;\n` : "";
  const more = draft.chance(0.3) ? draft.block(inner, {}, 1) : logLabel(draft);
  const build = `constructor(size) ${braces(`${count}${own} = size;\n${more}`)}`;
  const members = draft.pick([
    `fill(n) { ${own} += n; return this; }`,
    `get full() { return ${own} > 2; }\nfill(n = 1) { ${own} = n; return this; }`,
    `static of(n) { return new ${name}(n); }\nfill() { return this; }`,
  ]);
  const later = `async later() ${braces(`await ${promise(draft, place, false, 2)};\nreturn ${own};`)}`;
  const body = [start, build, members, later, `total() { return ${own} * 2; }`].join("\n");
  const use = draft.pick([
    `console.log(${draft.label()}, ${object}.fill(2).total());`,
    `${object}.later().then((v) => console.log(${draft.label()}, v));`,
    `setTimeout(() => console.log(${draft.label()}, ${object}.total()), ${draft.delay()});`,
    `console.log(${object} instanceof ${name}, typeof ${name}, ${object}.constructor.name);`,
  ]);
  const made = `class ${name} ${braces(body)}\nconst ${object} = new ${name}(${number(draft, place, 1)});\n${use}`;
  if (draft.chance(0.7)) return made;
  const child = `${name}Two`;
  const overridden = `total() { return super.total() + 1; }`;
  return `${made}\nclass ${child} extends ${name} ${braces(overridden)}\nconsole.log(new ${child}(3).fill(1).total());`;
}

function generator(draft: Draft, place: Place): string {
  const name = draft.name("function");
  const inner: Place = { ...place, variables: [...place.variables], mayAwait: false, caught: false };
  const first = value(draft, place, 1);
  const middle = draft.oneOf(
    () => `yield ${value(draft, place, 1)};`,
    () => `yield* ${list(draft, place, 1)};`,
    () => `for (let i = 0; i < ${draft.between(1, 3)}; i++) yield i;`,
    () => `const got = yield ${logText(draft)};\nconsole.log(${draft.label()}, got);`,
    () => `try ${braces(`yield ${number(draft, place, 1)};`)} finally ${braces(logLabel(draft))}`,
  );
  const log = draft.chance(0.5) ? `${draft.block(inner, {}, 1)}\n` : "";
  const last = draft.chance(0.4) ? "\nreturn 9;" : "";
  const made = `function* ${name}() ${braces(`yield ${first};\n${log}${middle}${last}`)}`;
  const use = draft.oneOf(
    () => `for (const v of ${name}()) console.log(${draft.label()}, v);`,
    () => `console.log([...${name}()]);`,
    () => `const [${draft.name()}, ...${draft.name()}] = ${name}();`,
    () => {
      const steps = draft.name();
      const third = draft.chance(0.5) ? `\nconsole.log(${steps}.return(5), ${steps}.next());` : "";
      return `const ${steps} = ${name}();\nconsole.log(${steps}.next(), ${steps}.next(2));${third}`;
    },
    () => `for (const v of ${name}()) { console.log(${draft.label()}, v); break; }`,
  );
  return `${made}\n${use}`;
}

function logText(draft: Draft): string {
  return draft.label();
}

function asyncGenerator(draft: Draft, place: Place): string {
  const name = draft.name("function");
  const inner: Place = { ...place, variables: [...place.variables], mayAwait: true, caught: false };
  const step = () =>
    draft.oneOf(
      () => `yield ${value(draft, place, 1)};`,
      () => `await ${promise(draft, place, false, 2)};\nyield ${draft.label()};`,
      () => `yield ${promise(draft, place, false, 2)};`,
      () => draft.block(inner, {}, 1),
    );
  const steps = Array.from({ length: draft.between(1, 3) }, step);
  const made = `async function* ${name}() ${braces(steps.join("\n"))}`;
  const log = `console.log(${draft.label()}, v);`;
  const loop = `for await (const v of ${name}()) ${braces(draft.chance(0.2) ? `${log}\nbreak;` : log)}`;
  if (place.mayAwait && draft.chance(0.5)) return `${made}\n${loop}`;
  if (draft.chance(0.7)) return `${made}\n(async () => ${braces(`${loop}\n${logLabel(draft)}`)})();`;
  const source = draft.name();
  const next = `${source}.next().then((v) => console.log(${draft.label()}, v));`;
  return `${made}\nconst ${source} = ${name}();\n${next}\n${next.replace(/"[A-Z]\d*"|'[A-Z]\d*'/, draft.label())}`;
}

function mapAndSet(draft: Draft, place: Place): string {
  const name = draft.name();
  const item = () => `[${text(draft, place, 2)}, ${value(draft, place, 1)}]`;
  if (draft.chance(0.5)) {
    const made = `const ${name} = new Map([${item()}, ${item()}]);`;
    const use = draft.pick([
      `${name}.set("k", 1).delete(${text(draft, place, 2)});\nconsole.log(${name}.size, ${name}.get("k"));`,
      `console.log(${name});`,
      `for (const [k, v] of ${name}) console.log(k, v);`,
      `${name}.forEach((v, k) => console.log(k, v));`,
      `console.log([...${name}.keys()], ${name}.has("tea"));`,
      `console.log(Object.fromEntries(${name}));`,
    ]);
    return `${made}\n${use}`;
  }
  const made = `const ${name} = new Set(${list(draft, place, 1)});`;
  const use = draft.pick([
    `console.log(${name}, ${name}.size);`,
    `${name}.add(3).add(3);\nconsole.log([...${name}].join());`,
    `for (const v of ${name}) console.log(v);`,
    `console.log(${name}.has(2), ${name}.delete(2), ${name}.size);`,
  ]);
  return `${made}\n${use}`;
}

/** `require` in a CommonJS file, `import` at the head of a module. */
function imported(draft: Draft, isModule: boolean, names: string, from: string): string {
  const quoted = draft.quoted(`${draft.chance(0.5) ? "node:" : ""}${from}`);
  return isModule ? `import ${names} from ${quoted};` : `const ${names} = require(${quoted});`;
}

function emitter(draft: Draft, place: Place): string {
  const [name, event] = [draft.name(), draft.quoted(draft.pick(["done", "order", "tick"]))];
  const listen = draft.pick(["on", "on", "once", "prependListener", "addListener"]);
  const lines = [
    `const ${name} = new EventEmitter();`,
    `${name}.on(${event}, ${callback(draft, place, ["v"])});`,
    `${name}.${listen}(${event}, ${callback(draft, place, [])});`,
    draft.pick([
      `${name}.emit(${event}, ${value(draft, place, 1)});`,
      `setTimeout(() => ${name}.emit(${event}, ${arrowBody(value(draft, place, 1))}), ${draft.delay()});`,
      `console.log(${name}.emit(${event}, 1), ${name}.emit(${event}, 2), ${name}.listenerCount(${event}));`,
      `Promise.resolve(${value(draft, place, 1)}).then((v) => ${name}.emit(${event}, v));`,
    ]),
    logLabel(draft),
  ];
  return lines.join("\n");
}

function readFile(draft: Draft, place: Place): string {
  const file = draft.isModule ? "import.meta.filename" : "__filename";
  const after = draft.chance(0.5) ? `\n${draft.block(place, { mayAwait: false, caught: false }, 1)}` : "";
  return draft.oneOf(
    () =>
      `fs.readFile(${file}, (error, data) => ${braces(`console.log(${draft.label()}, error, typeof data);${after}`)});`,
    () => `fs.readFile(${file}, "utf8", (e, s) => ${braces(`console.log(${draft.label()}, s !== "");${after}`)});`,
    () => `console.log(${draft.label()}, fs.readFileSync(${file}, "utf8").length > 1);`,
    () => `fs.readFile("missing.txt", (e) => console.log(${draft.label()}, ${draft.pick(["e.code", "typeof e"])}));`,
  );
}

function symbolsAndDates(draft: Draft, place: Place): string {
  return draft.pick([
    `console.log(Symbol.iterator in [], typeof Symbol("a"));`,
    `console.log(10n ** 3n, typeof 1n);`,
    `console.log(structuredClone(${record(draft, place, 2)}));`,
    `console.log(/(\\d+)-(?<b>\\w)/.test("12-x"), "a1b22".match(/\\d+/g), "x-y".split(/-/));`,
    `console.log("a1b2".replace(/\\d/g, (d) => d * 2));`,
    `const start = Date.now();\nsetTimeout(() => console.log(${draft.label()}, Date.now() - start >= 19), 20);`,
  ]);
}

export const libraryForms: readonly StatementForm[] = [
  { weight: 1, family: "classes", write: classOf, fits: (_, place) => place.depth < 2 },
  { weight: 0.8, family: "generators", write: generator, fits: (_, place) => place.depth < 2 },
  { weight: 1.2, family: "generators", write: asyncGenerator, fits: (_, place) => place.depth < 2 },
  { weight: 0.8, family: "maps", write: mapAndSet },
  { weight: 0.15, family: "maps", write: symbolsAndDates },
  {
    weight: 1,
    family: "events",
    write: emitter,
    fits: (draft, place) => draft.imports.has("events") && place.depth < 3,
  },
  { weight: 3, family: "files", write: readFile, fits: (draft, place) => draft.imports.has("fs") && place.depth < 3 },
];

/** The imports of a program, as lines; the draft is told of them. */
export function importLines(draft: Draft): string[] {
  const lines: string[] = [];
  if (draft.imports.has("events"))
    lines.push(imported(draft, draft.isModule, draft.isModule ? "{ EventEmitter }" : "EventEmitter", "events"));
  if (draft.imports.has("fs")) lines.push(imported(draft, draft.isModule, "fs", "fs"));
  return lines;
}
