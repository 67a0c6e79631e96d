import { logLabel } from "./plain-statements.ts";
import { braces, type Kind, type ProgramScope, type ProgramWriter, shown, thrown } from "./program-writer.ts";
import { arrowBody, list, value } from "./values.ts";

/** A function as an argument: an arrow with an expression or a block, or a function expression. */
export function callback(
  writer: ProgramWriter,
  scope: ProgramScope,
  parameters: readonly string[] = [],
  options: { readonly end?: string; readonly kind?: Kind; readonly caught?: boolean } = {},
): string {
  const inner: ProgramScope = {
    ...scope,
    variables: [...scope.variables],
    mayAwait: false,
    caught: options.caught ?? false,
  };
  for (const name of parameters) writer.declare(inner, name, options.kind ?? "any");
  const head = `(${parameters.join(", ")})`;
  const end = options.end ?? "";
  if (end === "" && writer.chance(0.45)) {
    const given = parameters.length > 0 && writer.chance(0.8) ? `, ${parameters.join(", ")}` : "";
    return `${head} => console.log(${writer.label()}${given})`;
  }
  const body = braces([writer.block(inner, {}, 2), end].filter((part) => part !== "").join("\n"));
  return writer.chance(writer.habits.arrows) ? `${head} => ${body}` : `function ${head} ${body}`;
}

/** A promise may be rejected only if that is caught, or if the program is reckless. */
export function mayReject(writer: ProgramWriter, caught: boolean): boolean {
  return (caught || writer.habits.reckless) && writer.chance(0.3);
}

export function promise(writer: ProgramWriter, scope: ProgramScope, caught: boolean, depth = 0): string {
  const own = writer.variable(scope, ({ kind, rejects }) => kind === "promise" && (!rejects || caught));
  if (own && writer.chance(0.35)) return own.name;
  const maker = writer.variable(scope, ({ kind, rejects }) => kind === "async" && (!rejects || caught));
  if (maker && writer.chance(0.6)) return `${maker.name}(${writer.chance(0.5) ? value(writer, scope, 1) : ""})`;
  const sleep = writer.variable(scope, ({ kind }) => kind === "sleep");
  if (sleep && writer.chance(0.4)) return `${sleep.name}(${writer.delay() || 20})`;
  if (mayReject(writer, caught)) {
    return writer.oneOf(
      () => `Promise.reject(${thrown(writer)})`,
      () => executor(writer, scope, true),
      () => `(async () => { ${writer.chance(0.5) ? "await null; " : ""}throw ${thrown(writer)}; })()`,
    );
  }
  const simple = [
    () => `Promise.resolve(${writer.chance(0.7) ? value(writer, scope, 1) : ""})`,
    () => `Promise.resolve(${writer.chance(0.7) ? value(writer, scope, 1) : ""})`,
    () => executor(writer, scope, false),
    () => executor(writer, scope, false),
    () => `new Promise((resolve) => setTimeout(resolve, ${writer.delay()}, ${value(writer, scope, 1)}))`,
    () => `${writer.pick(["network", "disk", "worker"])}(${writer.delay() || 20}, ${value(writer, scope, 1)})`,
    () => `(async () => ${arrowBody(value(writer, scope, 1))})()`,
    () => `Promise.resolve(${thenable(writer, scope)})`,
  ];
  if (depth > 1 || writer.linesLeft < 2) return writer.oneOf(...simple);
  return writer.oneOf(
    ...simple,
    ...simple,
    () => combined(writer, scope, caught, depth + 1),
    () => combined(writer, scope, caught, depth + 1),
    () => combined(writer, scope, caught, depth + 1),
    () => {
      const start = promise(writer, scope, caught, depth + 1);
      return `${start}.then(${callback(writer, scope, ["v"], { end: result(writer, scope, false) })})`;
    },
    () => `Promise.resolve(${promise(writer, scope, caught, depth + 1)})`,
    () => `new Promise((resolve) => resolve(${promise(writer, scope, caught, depth + 1)}))`,
  );
}

function executor(writer: ProgramWriter, scope: ProgramScope, rejecting: boolean): string {
  const settle = rejecting ? `reject(${thrown(writer)})` : `resolve(${value(writer, scope, 1)})`;
  const head = rejecting ? "(resolve, reject)" : writer.pick(["(resolve)", "(resolve, reject)", "function (resolve)"]);
  const arrow = head.startsWith("function") ? head : `${head} =>`;
  const later = () => writer.pick(["setTimeout", "setTimeout", "queueMicrotask", "process.nextTick"]);
  return writer.oneOf(
    () => `new Promise(${arrow} { ${settle}; })`,
    () => `new Promise(${arrow} ${braces(`${logLabel(writer)}\n${settle};\n${logLabel(writer)}`)})`,
    () => `new Promise(${arrow} ${braces(`${writer.block(scope, { mayAwait: false, caught: false })}\n${settle};`)})`,
    () => {
      const when = later();
      const delay = when === "setTimeout" ? `, ${writer.delay()}` : "";
      return `new Promise(${arrow} ${braces(`${when}(() => ${braces(`${logLabel(writer)}\n${settle};`)}${delay});`)})`;
    },
    () => `new Promise(${arrow} { ${settle}; ${writer.pick(["resolve(0)", `throw ${thrown(writer)}`])}; })`,
    () => (rejecting ? `new Promise(() => { throw ${thrown(writer)}; })` : `new Promise(${arrow} { ${settle}; })`),
  );
}

export function thenable(writer: ProgramWriter, scope: ProgramScope): string {
  const log = writer.chance(0.5) ? `${logLabel(writer)} ` : "";
  return writer.oneOf(
    () => `{ then(resolve) { ${log}resolve(${value(writer, scope, 2)}); } }`,
    () => `{ then: (resolve, reject) => { ${log}resolve(${value(writer, scope, 2)}); reject(1); } }`,
    () => `{ then(resolve) { ${log}setTimeout(resolve, ${writer.delay()}, ${value(writer, scope, 2)}); } }`,
  );
}

export function combined(writer: ProgramWriter, scope: ProgramScope, caught: boolean, depth = 0): string {
  const name = writer.pick(["all", "all", "race", "allSettled", "any"]);
  const settled = name === "allSettled";
  const printsReasons = settled && writer.habits.throwsErrors;
  const count = writer.pick([0, 1, 2, 2, 3, 3]);
  if (name === "any" && (caught || writer.habits.reckless)) writer.hasAggregate = true;
  // Without items, `race` never settles and `any` is rejected.
  const least = name === "any" && !caught ? 1 : 0;
  const item = () =>
    writer.chance(0.15)
      ? value(writer, scope, 1)
      : promise(writer, scope, printsReasons ? false : caught || settled, depth + 1);
  const items = Array.from({ length: Math.max(least, count) }, item);
  if (writer.chance(0.15)) {
    const each = writer.chance(0.5) ? "async (n) => n * 2" : `(n) => network(${writer.delay() || 20}, n)`;
    return `Promise.${name}([1, 2].map(${each}))`;
  }
  return `Promise.${name}([${items.join(", ")}])`;
}

/** The last statement of a callback in a chain, which passes a value to the next link. */
function result(writer: ProgramWriter, scope: ProgramScope, caught: boolean): string {
  if (mayReject(writer, caught) && writer.chance(0.5)) return `throw ${thrown(writer)};`;
  return writer.oneOf(
    () => "",
    () => "",
    () => `return ${value(writer, scope, 1)};`,
    () => `return ${value(writer, scope, 1)};`,
    () => `return ${promise(writer, scope, caught, 2)};`,
    () => (writer.chance(0.3) ? `return ${thenable(writer, scope)};` : `return ${list(writer, scope, 2)};`),
  );
}

export function chain(writer: ProgramWriter, scope: ProgramScope, caught = false): string {
  const endsInCatch = writer.chance(0.5) && !caught;
  const covered = endsInCatch || caught;
  const start = promise(writer, scope, covered);
  const links = Array.from({ length: writer.between(1, writer.pick([1, 2, 4])) }, () => link(writer, scope, covered));
  if (endsInCatch) links.push(`.catch((e) => console.log(${writer.label()}, ${shown(writer, "e")}))`);
  if (writer.chance(0.1)) links.push(`.finally(() => ${logLabel(writer).slice(0, -1)})`);
  writer.linesLeft -= links.length - 1;
  return links.length === 1
    ? `${start}${links[0]}`
    : `${start}\n${links.map((text) => text.replaceAll(/^/gm, "  ")).join("\n")}`;
}

function link(writer: ProgramWriter, scope: ProgramScope, covered: boolean): string {
  const handler = (parameters: readonly string[]) =>
    callback(writer, scope, parameters, { end: result(writer, scope, covered), caught: covered });
  const shownError = () =>
    `(e) => ${braces(`console.log(${writer.label()}, ${shown(writer, "e")});\n${result(writer, scope, covered)}`)}`;
  const kind = writer.random();
  if (kind < 0.62) return `.then(${handler(writer.chance(0.7) ? ["v"] : [])})`;
  if (kind < 0.66) return writer.habits.throwsErrors ? `.then(${handler(["v"])})` : ".then(console.log)";
  if (kind < 0.72)
    return `.then(${writer.chance(0.5) ? handler(["v"]) : writer.pick(["null", "undefined"])}, ${shownError()})`;
  if (kind < 0.82) return `.catch(${shownError()})`;
  if (kind < 0.94) return `.finally(${handler([])})`;
  return writer.pick([
    ".then()",
    ".then(5)",
    ".then(null)",
    ".catch(null)",
    ".then((v) => [v, v])",
    ".then((v) => typeof v)",
  ]);
}
