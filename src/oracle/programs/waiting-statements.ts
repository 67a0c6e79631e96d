import { logLabel } from "./plain-statements.ts";
import { braces, type ProgramScope, type ProgramWriter, type StatementForm, shown, thrown } from "./program-writer.ts";
import { callback, chain, combined, mayReject, promise, thenable } from "./promises.ts";
import { list, value } from "./values.ts";

/** Sometimes lets an error escape from a callback, which ends a reckless program. */
function end(writer: ProgramWriter): { end?: string } {
  return writer.habits.reckless && writer.chance(0.08) ? { end: `throw ${thrown(writer)};` } : {};
}

function timeout(writer: ProgramWriter, scope: ProgramScope): string {
  const delay = writer.delay();
  if (writer.chance(0.15)) {
    const given = `${value(writer, scope, 1)}, ${value(writer, scope, 2)}`;
    return writer.chance(0.5)
      ? `setTimeout(${callback(writer, scope, ["a", "b"])}, ${delay}, ${given});`
      : `setTimeout(console.log, ${delay}, ${writer.label()}, ${given});`;
  }
  const written = delay === 0 && writer.chance(0.2) ? "" : `, ${delay}`;
  return `setTimeout(${callback(writer, scope, [], end(writer))}${written});`;
}

function soon(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.pick(["queueMicrotask", "process.nextTick"]);
  if (name !== "queueMicrotask" && writer.chance(0.15)) {
    return `${name}(${callback(writer, scope, ["a"])}, ${value(writer, scope, 1)});`;
  }
  return `${name}(${callback(writer, scope, [], end(writer))});`;
}

function immediate(writer: ProgramWriter, scope: ProgramScope): string {
  const given = writer.chance(0.15) ? `, ${value(writer, scope, 1)}` : "";
  return `setImmediate(${callback(writer, scope, given === "" ? [] : ["v"], end(writer))}${given});`;
}

function interval(writer: ProgramWriter, scope: ProgramScope): string {
  const [count, timer] = [writer.name(), writer.name()];
  const stop = `if (++${count} === ${writer.between(1, 3)}) clearInterval(${timer});`;
  const body = writer.chance(0.5)
    ? `console.log(${writer.label()}, ${count});`
    : writer.block(scope, { mayAwait: false });
  const lines = writer.chance(0.5) ? `${stop}\n${body}` : `${body}\n${stop}`;
  return `let ${count} = 0;\nconst ${timer} = setInterval(() => ${braces(lines)}, ${writer.delay() || 20});`;
}

function cancelled(writer: ProgramWriter, scope: ProgramScope): string {
  const timer = writer.name();
  const isImmediate = writer.habits.usesImmediates && writer.chance(0.4);
  const [set, clear] = isImmediate ? ["setImmediate", "clearImmediate"] : ["setTimeout", "clearTimeout"];
  const delay = isImmediate ? "" : `, ${writer.pick([0, 20, 80])}`;
  const made = `const ${timer} = ${set}(() => ${logLabel(writer).slice(0, -1)}${delay});`;
  const cancel = `${clear}(${timer});`;
  const when = writer.oneOf(
    () => cancel,
    () => `queueMicrotask(() => ${cancel.slice(0, -1)});`,
    () => `Promise.resolve().then(() => ${cancel.slice(0, -1)});`,
    () => {
      const more = writer.block(scope, { mayAwait: false, caught: false }, 1);
      return `setTimeout(() => ${braces(`${cancel}\n${more}`)}, ${writer.delay()});`;
    },
  );
  return `${made}\n${when}`;
}

function timersInLoop(writer: ProgramWriter): string {
  const keyword = writer.pick(["var", "let"]);
  const name = keyword === "var" ? writer.name() : "i";
  const delay = writer.pick(["0", `${name} * 20`, `(3 - ${name}) * 20`, "10"]);
  const log = `console.log(${writer.label()}, ${name})`;
  const body = writer.oneOf(
    () => `setTimeout(() => ${log}, ${delay});`,
    () => `Promise.resolve(${name}).then((v) => console.log(${writer.label()}, v, ${name}));`,
    () => `queueMicrotask(() => ${log});`,
    () => `((n) => setTimeout(() => console.log(n, ${name}), ${delay}))(${name});`,
  );
  const head = `for (${keyword} ${name} = 0; ${name} < ${writer.between(2, 3)}; ${name}++)`;
  return `${head} ${writer.chance(0.5) ? body : braces(body)}`;
}

function repeated(writer: ProgramWriter): string {
  const name = writer.name("function");
  const again = writer.oneOf(
    () => `setTimeout(() => ${name}(n - 1), ${writer.delay()});`,
    () => `setTimeout(${name}, ${writer.delay()}, n - 1);`,
    () => `queueMicrotask(() => ${name}(n - 1));`,
    () => `process.nextTick(${name}, n - 1);`,
    () => `Promise.resolve(n - 1).then(${name});`,
  );
  const body = `console.log(${writer.label()}, n);\nif (n > 0) ${again}`;
  return `function ${name}(n) ${braces(body)}\n${name}(${writer.between(1, 3)});`;
}

function chained(writer: ProgramWriter, scope: ProgramScope): string {
  return `${chain(writer, scope)};`;
}

function saved(writer: ProgramWriter, scope: ProgramScope): string {
  const caught = writer.chance(0.3);
  const made = promise(writer, scope, caught);
  const name = writer.name();
  writer.declare(scope, name, "promise");
  const handled = caught ? `.catch((e) => ${shown(writer, "e").replace(", ", " + ")})` : "";
  return `const ${name} = ${made}${handled};`;
}

function sleepFunction(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.pick(["sleep", "delay", "wait"]);
  if (scope.variables.some((variable) => variable.name === name)) return chained(writer, scope);
  const made = writer.oneOf(
    () => `const ${name} = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`,
    () => `function ${name}(ms) {\n  return new Promise((resolve) => setTimeout(resolve, ms));\n}`,
    () => `const ${name} = (ms, value) => new Promise((r) => setTimeout(() => r(value), ms));`,
  );
  writer.declare(scope, name, "sleep");
  return made;
}

/** Combines several promises and prints the outcome. */
function together(writer: ProgramWriter, scope: ProgramScope): string {
  const caught = scope.caught || writer.chance(0.5);
  const all = combined(writer, scope, caught);
  const handled = caught && !scope.caught ? `.catch((e) => console.log(${writer.label()}, ${shown(writer, "e")}))` : "";
  if (scope.mayAwait && writer.chance(0.5)) return `console.log(${writer.label()}, await ${all}${handled});`;
  return `${all}.then((v) => console.log(${writer.label()}, v))${handled};`;
}

function deferred(writer: ProgramWriter, scope: ProgramScope): string {
  const [settle, name] = [writer.name("function"), writer.name()];
  const made = `let ${settle};\nconst ${name} = new Promise((resolve) => { ${settle} = resolve; });`;
  const given = writer.chance(0.3) ? promise(writer, scope, false, 2) : value(writer, scope, 1);
  const use = writer.pick([
    `${settle}(${given});`,
    `setTimeout(${settle}, ${writer.delay()}, ${given});`,
    `process.nextTick(() => ${settle}(${given}));`,
    `${settle}(${given});\n${settle}(2);`,
  ]);
  writer.declare(scope, name, "promise");
  return `${made}\n${name}.then((v) => console.log(${writer.label()}, v));\n${use}`;
}

/** The end of an async function: it returns a value, throws, or just ends. */
function asyncEnd(writer: ProgramWriter, scope: ProgramScope, rejects: boolean): string {
  if (rejects && writer.chance(0.6)) return `${writer.chance(0.2) ? "if (v > 1) " : ""}throw ${thrown(writer)};`;
  return writer.oneOf(
    () => "",
    () => `return ${value(writer, scope, 1)};`,
    () => `return ${promise(writer, scope, rejects, 2)};`,
    () => `return await ${promise(writer, scope, rejects, 2)};`,
    () => (writer.chance(0.3) ? `return ${thenable(writer, scope)};` : ""),
  );
}

function asyncFunction(writer: ProgramWriter, scope: ProgramScope): string {
  const name = writer.name("function");
  const rejects = writer.chance(0.25);
  const inner: ProgramScope = { ...scope, variables: [...scope.variables], mayAwait: true, caught: rejects };
  writer.declare(inner, "v", "any");
  const start = writer.chance(0.5) ? `${logLabel(writer)}\n` : "";
  const wait = writer.chance(0.7) ? `${awaited(writer, inner)}\n` : "";
  const body = braces(`${start}${wait}${writer.block(inner, {}, 3)}\n${asyncEnd(writer, inner, rejects)}`.trimEnd());
  writer.declare(scope, name, "async", { rejects });
  const made = writer.chance(0.7) ? `async function ${name}(v) ${body}` : `const ${name} = async (v) => ${body};`;
  return writer.chance(0.7) ? `${made}\n${callAsync(writer, scope)}` : made;
}

function callAsync(writer: ProgramWriter, scope: ProgramScope): string {
  const maker = writer.variable(scope, ({ kind }) => kind === "async");
  if (!maker) return asyncFunction(writer, scope);
  const call = `${maker.name}(${writer.chance(0.6) ? value(writer, scope, 1) : ""})`;
  const handle = `.catch((e) => console.log(${writer.label()}, ${shown(writer, "e")}))`;
  const caught = maker.rejects && !(writer.habits.reckless && writer.chance(0.4)) && !scope.caught ? handle : "";
  if (scope.mayAwait && writer.chance(0.5)) return `console.log(${writer.label()}, await ${call}${caught});`;
  return writer.chance(0.5) ? `${call}.then((v) => console.log(${writer.label()}, v))${caught};` : `${call}${caught};`;
}

function asyncCalledAtOnce(writer: ProgramWriter, scope: ProgramScope): string {
  const reckless = mayReject(writer, false);
  const block = writer.block(scope, { mayAwait: true, caught: reckless }, 3);
  const body = writer.chance(0.5)
    ? `${awaited(writer, { ...scope, mayAwait: true, caught: reckless, variables: [...scope.variables] })}\n${block}`
    : block;
  return writer.chance(0.7) ? `(async () => ${braces(body)})();` : `(async function () ${braces(body)})();`;
}

function awaited(writer: ProgramWriter, scope: ProgramScope): string {
  const given = writer.chance(0.15) ? "null" : promise(writer, scope, scope.caught);
  if (writer.chance(0.3)) return `await ${given};`;
  if (writer.chance(0.3)) return `console.log(${writer.label()}, await ${given});`;
  if (writer.chance(0.1)) return `await ${thenable(writer, scope)};`;
  const name = writer.name();
  const awaitedFor = writer.chance(0.15) ? combined(writer, scope, scope.caught) : given;
  writer.declare(scope, name, "any");
  return `const ${name} = await ${awaitedFor};`;
}

function awaitedAttempt(writer: ProgramWriter, scope: ProgramScope): string {
  const wait = awaited(writer, { ...scope, caught: true, variables: [...scope.variables] });
  const more = writer.chance(0.4) ? `\n${writer.block(scope, { caught: true }, 1)}` : "";
  const caught = `console.log(${writer.label()}, ${shown(writer, "e")});`;
  const last = writer.chance(0.4) ? ` finally ${braces(writer.block(scope, {}, 1))}` : "";
  return `try ${braces(wait + more)} catch (e) ${braces(caught)}${last}`;
}

function awaitingLoop(writer: ProgramWriter, scope: ProgramScope): string {
  const inner: ProgramScope = { ...scope, variables: [...scope.variables] };
  writer.declare(inner, "item", "any");
  const items = `[${Array.from({ length: writer.between(1, 3) }, () => promise(writer, scope, false, 2)).join(", ")}]`;
  const log = `console.log(${writer.label()}, item);`;
  return writer.oneOf(
    () => `for await (const item of ${items}) ${braces(writer.chance(0.6) ? log : writer.block(inner))}`,
    () => {
      const wait = `await ${promise(writer, inner, false, 1)};`;
      return `for (const item of ${list(writer, scope)}.slice(0, 3)) ${braces(`${wait}\n${log}`)}`;
    },
    () => `for await (const item of ${items}) ${braces(`${log}\n${writer.pick(["break", "continue"])};`)}`,
    () => `for (const item of ${items}) ${braces(`console.log(await item);\n${writer.block(inner, {}, 1)}`)}`,
  );
}

function asyncForEach(writer: ProgramWriter, scope: ProgramScope): string {
  const delay = writer.pick(["n * 20", "40", "0", "60 - n * 20"]);
  const wait = writer.pick([
    `await network(${delay});`,
    "await null;",
    `await new Promise((r) => setTimeout(r, ${delay}));`,
  ]);
  const answer = writer.chance(0.4) ? "\nreturn n * 2;" : "";
  const each = `async (n) => ${braces(`${wait}\nconsole.log(${writer.label()}, n);${answer}`)}`;
  if (writer.chance(0.4)) return `[2, 1].forEach(${each});`;
  const all = `Promise.all([1, 2, 0].map(${each}))`;
  return scope.mayAwait ? `console.log(await ${all});` : `${all}.then((all) => console.log(${writer.label()}, all));`;
}

function busy(writer: ProgramWriter): string {
  return writer.chance(0.6)
    ? `cpu(${writer.pick([20, 30, 50])});`
    : `console.log(diskSync(${writer.pick([20, 30])}, ${writer.label()}));`;
}

const shallow = (_: ProgramWriter, scope: ProgramScope) => scope.depth < 4;
const waiting = (_: ProgramWriter, scope: ProgramScope) => scope.mayAwait && scope.depth < 4;

export const waitingForms: readonly StatementForm[] = [
  { weight: 2.5, group: "timers", write: timeout, fits: shallow },
  { weight: 0.4, group: "timers", write: interval, fits: shallow },
  { weight: 0.4, group: "timers", write: cancelled, fits: shallow },
  { weight: 0.4, group: "timers", write: timersInLoop },
  { weight: 2.5, group: "soon", write: soon, fits: shallow },
  {
    weight: 2,
    group: "immediates",
    write: immediate,
    fits: (writer, scope) => writer.habits.usesImmediates && scope.depth < 4,
  },
  { weight: 0.4, group: "soon", write: repeated, fits: (_, scope) => scope.depth < 2 },
  { weight: 3.5, group: "chains", write: chained, fits: shallow },
  { weight: 0.8, group: "chains", write: saved, fits: shallow },
  { weight: 0.4, group: "chains", write: deferred, fits: shallow },
  { weight: 0.8, group: "chains", write: sleepFunction, fits: (_, scope) => scope.depth < 1 },
  { weight: 1.6, group: "together", write: together, fits: shallow },
  { weight: 1.6, group: "async", write: asyncFunction, fits: (_, scope) => scope.depth < 2 },
  { weight: 0.8, group: "async", write: callAsync, fits: shallow },
  { weight: 1, group: "async", write: asyncCalledAtOnce, fits: shallow },
  { weight: 3, group: "async", write: awaited, fits: waiting },
  { weight: 1, group: "async", write: awaitedAttempt, fits: waiting },
  { weight: 0.8, group: "async", write: awaitingLoop, fits: waiting },
  { weight: 0.5, group: "async", write: asyncForEach, fits: shallow },
  { weight: 0.2, group: "busy", write: busy },
];
