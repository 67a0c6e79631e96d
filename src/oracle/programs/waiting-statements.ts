import { braces, type Draft, type Place, type StatementForm, shown, thrown } from "./draft.ts";
import { logLabel } from "./plain-statements.ts";
import { callback, chain, combined, mayReject, promise, thenable } from "./promises.ts";
import { list, value } from "./values.ts";

/** Sometimes an error leaves a callback of a reckless program, which ends it. */
function end(draft: Draft): { end?: string } {
  return draft.habits.reckless && draft.chance(0.08) ? { end: `throw ${thrown(draft)};` } : {};
}

function timeout(draft: Draft, place: Place): string {
  const delay = draft.delay();
  if (draft.chance(0.15)) {
    const given = `${value(draft, place, 1)}, ${value(draft, place, 2)}`;
    return draft.chance(0.5)
      ? `setTimeout(${callback(draft, place, ["a", "b"])}, ${delay}, ${given});`
      : `setTimeout(console.log, ${delay}, ${draft.label()}, ${given});`;
  }
  const written = delay === 0 && draft.chance(0.2) ? "" : `, ${delay}`;
  return `setTimeout(${callback(draft, place, [], end(draft))}${written});`;
}

function soon(draft: Draft, place: Place): string {
  const name = draft.pick(["queueMicrotask", "process.nextTick"]);
  if (name !== "queueMicrotask" && draft.chance(0.15)) {
    return `${name}(${callback(draft, place, ["a"])}, ${value(draft, place, 1)});`;
  }
  return `${name}(${callback(draft, place, [], end(draft))});`;
}

function immediate(draft: Draft, place: Place): string {
  const given = draft.chance(0.15) ? `, ${value(draft, place, 1)}` : "";
  return `setImmediate(${callback(draft, place, given === "" ? [] : ["v"], end(draft))}${given});`;
}

function interval(draft: Draft, place: Place): string {
  const [count, timer] = [draft.name(), draft.name()];
  const stop = `if (++${count} === ${draft.between(1, 3)}) clearInterval(${timer});`;
  const body = draft.chance(0.5) ? `console.log(${draft.label()}, ${count});` : draft.block(place, { mayAwait: false });
  const lines = draft.chance(0.5) ? `${stop}\n${body}` : `${body}\n${stop}`;
  return `let ${count} = 0;\nconst ${timer} = setInterval(() => ${braces(lines)}, ${draft.delay() || 20});`;
}

function cancelled(draft: Draft, place: Place): string {
  const timer = draft.name();
  const isImmediate = draft.habits.usesImmediates && draft.chance(0.4);
  const [set, clear] = isImmediate ? ["setImmediate", "clearImmediate"] : ["setTimeout", "clearTimeout"];
  const delay = isImmediate ? "" : `, ${draft.pick([0, 20, 80])}`;
  const made = `const ${timer} = ${set}(() => ${logLabel(draft).slice(0, -1)}${delay});`;
  const cancel = `${clear}(${timer});`;
  const when = draft.oneOf(
    () => cancel,
    () => `queueMicrotask(() => ${cancel.slice(0, -1)});`,
    () => `Promise.resolve().then(() => ${cancel.slice(0, -1)});`,
    () => {
      const more = draft.block(place, { mayAwait: false, caught: false }, 1);
      return `setTimeout(() => ${braces(`${cancel}\n${more}`)}, ${draft.delay()});`;
    },
  );
  return `${made}\n${when}`;
}

function timersInLoop(draft: Draft): string {
  const keyword = draft.pick(["var", "let"]);
  const name = keyword === "var" ? draft.name() : "i";
  const delay = draft.pick(["0", `${name} * 20`, `(3 - ${name}) * 20`, "10"]);
  const log = `console.log(${draft.label()}, ${name})`;
  const body = draft.oneOf(
    () => `setTimeout(() => ${log}, ${delay});`,
    () => `Promise.resolve(${name}).then((v) => console.log(${draft.label()}, v, ${name}));`,
    () => `queueMicrotask(() => ${log});`,
    () => `((n) => setTimeout(() => console.log(n, ${name}), ${delay}))(${name});`,
  );
  const head = `for (${keyword} ${name} = 0; ${name} < ${draft.between(2, 3)}; ${name}++)`;
  return `${head} ${draft.chance(0.5) ? body : braces(body)}`;
}

function repeated(draft: Draft): string {
  const name = draft.name("function");
  const again = draft.oneOf(
    () => `setTimeout(() => ${name}(n - 1), ${draft.delay()});`,
    () => `setTimeout(${name}, ${draft.delay()}, n - 1);`,
    () => `queueMicrotask(() => ${name}(n - 1));`,
    () => `process.nextTick(${name}, n - 1);`,
    () => `Promise.resolve(n - 1).then(${name});`,
  );
  const body = `console.log(${draft.label()}, n);\nif (n > 0) ${again}`;
  return `function ${name}(n) ${braces(body)}\n${name}(${draft.between(1, 3)});`;
}

function chained(draft: Draft, place: Place): string {
  return `${chain(draft, place)};`;
}

function kept(draft: Draft, place: Place): string {
  const caught = draft.chance(0.3);
  const made = promise(draft, place, caught);
  const name = draft.name();
  draft.declare(place, name, "promise");
  const handled = caught ? `.catch((e) => ${shown(draft, "e").replace(", ", " + ")})` : "";
  return `const ${name} = ${made}${handled};`;
}

function sleepFunction(draft: Draft, place: Place): string {
  const name = draft.pick(["sleep", "delay", "wait"]);
  if (place.variables.some((variable) => variable.name === name)) return chained(draft, place);
  const made = draft.oneOf(
    () => `const ${name} = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`,
    () => `function ${name}(ms) {\n  return new Promise((resolve) => setTimeout(resolve, ms));\n}`,
    () => `const ${name} = (ms, value) => new Promise((r) => setTimeout(() => r(value), ms));`,
  );
  draft.declare(place, name, "sleep");
  return made;
}

/** Several promises together, and what becomes of them. */
function together(draft: Draft, place: Place): string {
  const caught = place.caught || draft.chance(0.5);
  const all = combined(draft, place, caught);
  const handled = caught && !place.caught ? `.catch((e) => console.log(${draft.label()}, ${shown(draft, "e")}))` : "";
  if (place.mayAwait && draft.chance(0.5)) return `console.log(${draft.label()}, await ${all}${handled});`;
  return `${all}.then((v) => console.log(${draft.label()}, v))${handled};`;
}

function deferred(draft: Draft, place: Place): string {
  const [settle, name] = [draft.name("function"), draft.name()];
  const made = `let ${settle};\nconst ${name} = new Promise((resolve) => { ${settle} = resolve; });`;
  const given = draft.chance(0.3) ? promise(draft, place, false, 2) : value(draft, place, 1);
  const use = draft.pick([
    `${settle}(${given});`,
    `setTimeout(${settle}, ${draft.delay()}, ${given});`,
    `process.nextTick(() => ${settle}(${given}));`,
    `${settle}(${given});\n${settle}(2);`,
  ]);
  draft.declare(place, name, "promise");
  return `${made}\n${name}.then((v) => console.log(${draft.label()}, v));\n${use}`;
}

/** The end of an async function: it answers, throws, or just ends. */
function asyncEnd(draft: Draft, place: Place, rejects: boolean): string {
  if (rejects && draft.chance(0.6)) return `${draft.chance(0.2) ? "if (v > 1) " : ""}throw ${thrown(draft)};`;
  return draft.oneOf(
    () => "",
    () => `return ${value(draft, place, 1)};`,
    () => `return ${promise(draft, place, rejects, 2)};`,
    () => `return await ${promise(draft, place, rejects, 2)};`,
    () => (draft.chance(0.3) ? `return ${thenable(draft, place)};` : ""),
  );
}

function asyncFunction(draft: Draft, place: Place): string {
  const name = draft.name("function");
  const rejects = draft.chance(0.25);
  const inner: Place = { ...place, variables: [...place.variables], mayAwait: true, caught: rejects };
  draft.declare(inner, "v", "any");
  const start = draft.chance(0.5) ? `${logLabel(draft)}\n` : "";
  const wait = draft.chance(0.7) ? `${awaited(draft, inner)}\n` : "";
  const body = braces(`${start}${wait}${draft.block(inner, {}, 3)}\n${asyncEnd(draft, inner, rejects)}`.trimEnd());
  draft.declare(place, name, "async", { rejects });
  const made = draft.chance(0.7) ? `async function ${name}(v) ${body}` : `const ${name} = async (v) => ${body};`;
  return draft.chance(0.7) ? `${made}\n${callAsync(draft, place)}` : made;
}

function callAsync(draft: Draft, place: Place): string {
  const maker = draft.variable(place, ({ kind }) => kind === "async");
  if (!maker) return asyncFunction(draft, place);
  const call = `${maker.name}(${draft.chance(0.6) ? value(draft, place, 1) : ""})`;
  const handle = `.catch((e) => console.log(${draft.label()}, ${shown(draft, "e")}))`;
  const caught = maker.rejects && !(draft.habits.reckless && draft.chance(0.4)) && !place.caught ? handle : "";
  if (place.mayAwait && draft.chance(0.5)) return `console.log(${draft.label()}, await ${call}${caught});`;
  return draft.chance(0.5) ? `${call}.then((v) => console.log(${draft.label()}, v))${caught};` : `${call}${caught};`;
}

function asyncCalledAtOnce(draft: Draft, place: Place): string {
  const reckless = mayReject(draft, false);
  const block = draft.block(place, { mayAwait: true, caught: reckless }, 3);
  const body = draft.chance(0.5)
    ? `${awaited(draft, { ...place, mayAwait: true, caught: reckless, variables: [...place.variables] })}\n${block}`
    : block;
  return draft.chance(0.7) ? `(async () => ${braces(body)})();` : `(async function () ${braces(body)})();`;
}

function awaited(draft: Draft, place: Place): string {
  const given = draft.chance(0.15) ? "null" : promise(draft, place, place.caught);
  if (draft.chance(0.3)) return `await ${given};`;
  if (draft.chance(0.3)) return `console.log(${draft.label()}, await ${given});`;
  if (draft.chance(0.1)) return `await ${thenable(draft, place)};`;
  const name = draft.name();
  const awaitedFor = draft.chance(0.15) ? combined(draft, place, place.caught) : given;
  draft.declare(place, name, "any");
  return `const ${name} = await ${awaitedFor};`;
}

function awaitedAttempt(draft: Draft, place: Place): string {
  const wait = awaited(draft, { ...place, caught: true, variables: [...place.variables] });
  const more = draft.chance(0.4) ? `\n${draft.block(place, { caught: true }, 1)}` : "";
  const caught = `console.log(${draft.label()}, ${shown(draft, "e")});`;
  const last = draft.chance(0.4) ? ` finally ${braces(draft.block(place, {}, 1))}` : "";
  return `try ${braces(wait + more)} catch (e) ${braces(caught)}${last}`;
}

function awaitingLoop(draft: Draft, place: Place): string {
  const inner: Place = { ...place, variables: [...place.variables] };
  draft.declare(inner, "item", "any");
  const items = `[${Array.from({ length: draft.between(1, 3) }, () => promise(draft, place, false, 2)).join(", ")}]`;
  const log = `console.log(${draft.label()}, item);`;
  return draft.oneOf(
    () => `for await (const item of ${items}) ${braces(draft.chance(0.6) ? log : draft.block(inner))}`,
    () => {
      const wait = `await ${promise(draft, inner, false, 1)};`;
      return `for (const item of ${list(draft, place)}.slice(0, 3)) ${braces(`${wait}\n${log}`)}`;
    },
    () => `for await (const item of ${items}) ${braces(`${log}\n${draft.pick(["break", "continue"])};`)}`,
    () => `for (const item of ${items}) ${braces(`console.log(await item);\n${draft.block(inner, {}, 1)}`)}`,
  );
}

function asyncForEach(draft: Draft, place: Place): string {
  const delay = draft.pick(["n * 20", "40", "0", "60 - n * 20"]);
  const wait = draft.pick([
    `await network(${delay});`,
    "await null;",
    `await new Promise((r) => setTimeout(r, ${delay}));`,
  ]);
  const answer = draft.chance(0.4) ? "\nreturn n * 2;" : "";
  const each = `async (n) => ${braces(`${wait}\nconsole.log(${draft.label()}, n);${answer}`)}`;
  if (draft.chance(0.4)) return `[2, 1].forEach(${each});`;
  const all = `Promise.all([1, 2, 0].map(${each}))`;
  return place.mayAwait ? `console.log(await ${all});` : `${all}.then((all) => console.log(${draft.label()}, all));`;
}

function busy(draft: Draft): string {
  return draft.chance(0.6)
    ? `cpu(${draft.pick([20, 30, 50])});`
    : `console.log(diskSync(${draft.pick([20, 30])}, ${draft.label()}));`;
}

const shallow = (_: Draft, place: Place) => place.depth < 4;
const waiting = (_: Draft, place: Place) => place.mayAwait && place.depth < 4;

export const waitingForms: readonly StatementForm[] = [
  { weight: 2.5, family: "timers", write: timeout, fits: shallow },
  { weight: 0.4, family: "timers", write: interval, fits: shallow },
  { weight: 0.4, family: "timers", write: cancelled, fits: shallow },
  { weight: 0.4, family: "timers", write: timersInLoop },
  { weight: 2.5, family: "soon", write: soon, fits: shallow },
  {
    weight: 2,
    family: "immediates",
    write: immediate,
    fits: (draft, place) => draft.habits.usesImmediates && place.depth < 4,
  },
  { weight: 0.4, family: "soon", write: repeated, fits: (_, place) => place.depth < 2 },
  { weight: 3.5, family: "chains", write: chained, fits: shallow },
  { weight: 0.8, family: "chains", write: kept, fits: shallow },
  { weight: 0.4, family: "chains", write: deferred, fits: shallow },
  { weight: 0.8, family: "chains", write: sleepFunction, fits: (_, place) => place.depth < 1 },
  { weight: 1.6, family: "together", write: together, fits: shallow },
  { weight: 1.6, family: "async", write: asyncFunction, fits: (_, place) => place.depth < 2 },
  { weight: 0.8, family: "async", write: callAsync, fits: shallow },
  { weight: 1, family: "async", write: asyncCalledAtOnce, fits: shallow },
  { weight: 3, family: "async", write: awaited, fits: waiting },
  { weight: 1, family: "async", write: awaitedAttempt, fits: waiting },
  { weight: 0.8, family: "async", write: awaitingLoop, fits: waiting },
  { weight: 0.5, family: "async", write: asyncForEach, fits: shallow },
  { weight: 0.2, family: "busy", write: busy },
];
