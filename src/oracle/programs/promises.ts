import { braces, type Draft, type Kind, type Place, shown, thrown } from "./draft.ts";
import { logLabel } from "./plain-statements.ts";
import { arrowBody, list, value } from "./values.ts";

/** A function as an argument: an arrow with an expression or a block, or a function expression. */
export function callback(
  draft: Draft,
  place: Place,
  parameters: readonly string[] = [],
  options: { readonly end?: string; readonly kind?: Kind; readonly caught?: boolean } = {},
): string {
  const inner: Place = {
    ...place,
    variables: [...place.variables],
    mayAwait: false,
    caught: options.caught ?? false,
  };
  for (const name of parameters) draft.declare(inner, name, options.kind ?? "any");
  const head = `(${parameters.join(", ")})`;
  const end = options.end ?? "";
  if (end === "" && draft.chance(0.45)) {
    const given = parameters.length > 0 && draft.chance(0.8) ? `, ${parameters.join(", ")}` : "";
    return `${head} => console.log(${draft.label()}${given})`;
  }
  const body = braces([draft.block(inner, {}, 2), end].filter((part) => part !== "").join("\n"));
  return draft.chance(draft.habits.arrows) ? `${head} => ${body}` : `function ${head} ${body}`;
}

/** A promise that may be rejected is only made where that is caught, or where the program is reckless. */
export function mayReject(draft: Draft, caught: boolean): boolean {
  return (caught || draft.habits.reckless) && draft.chance(0.3);
}

export function promise(draft: Draft, place: Place, caught: boolean, depth = 0): string {
  const own = draft.variable(place, ({ kind, rejects }) => kind === "promise" && (!rejects || caught));
  if (own && draft.chance(0.35)) return own.name;
  const maker = draft.variable(place, ({ kind, rejects }) => kind === "async" && (!rejects || caught));
  if (maker && draft.chance(0.6)) return `${maker.name}(${draft.chance(0.5) ? value(draft, place, 1) : ""})`;
  const sleep = draft.variable(place, ({ kind }) => kind === "sleep");
  if (sleep && draft.chance(0.4)) return `${sleep.name}(${draft.delay() || 20})`;
  if (mayReject(draft, caught)) {
    return draft.oneOf(
      () => `Promise.reject(${thrown(draft)})`,
      () => executor(draft, place, true),
      () => `(async () => { ${draft.chance(0.5) ? "await null; " : ""}throw ${thrown(draft)}; })()`,
    );
  }
  const simple = [
    () => `Promise.resolve(${draft.chance(0.7) ? value(draft, place, 1) : ""})`,
    () => `Promise.resolve(${draft.chance(0.7) ? value(draft, place, 1) : ""})`,
    () => executor(draft, place, false),
    () => executor(draft, place, false),
    () => `new Promise((resolve) => setTimeout(resolve, ${draft.delay()}, ${value(draft, place, 1)}))`,
    () => `${draft.pick(["network", "disk", "worker"])}(${draft.delay() || 20}, ${value(draft, place, 1)})`,
    () => `(async () => ${arrowBody(value(draft, place, 1))})()`,
    () => `Promise.resolve(${thenable(draft, place)})`,
  ];
  if (depth > 1 || draft.linesLeft < 2) return draft.oneOf(...simple);
  return draft.oneOf(
    ...simple,
    ...simple,
    () => combined(draft, place, caught, depth + 1),
    () => combined(draft, place, caught, depth + 1),
    () => combined(draft, place, caught, depth + 1),
    () => {
      const start = promise(draft, place, caught, depth + 1);
      return `${start}.then(${callback(draft, place, ["v"], { end: result(draft, place, false) })})`;
    },
    () => `Promise.resolve(${promise(draft, place, caught, depth + 1)})`,
    () => `new Promise((resolve) => resolve(${promise(draft, place, caught, depth + 1)}))`,
  );
}

function executor(draft: Draft, place: Place, rejecting: boolean): string {
  const settle = rejecting ? `reject(${thrown(draft)})` : `resolve(${value(draft, place, 1)})`;
  const head = rejecting ? "(resolve, reject)" : draft.pick(["(resolve)", "(resolve, reject)", "function (resolve)"]);
  const arrow = head.startsWith("function") ? head : `${head} =>`;
  const later = () => draft.pick(["setTimeout", "setTimeout", "queueMicrotask", "process.nextTick"]);
  return draft.oneOf(
    () => `new Promise(${arrow} { ${settle}; })`,
    () => `new Promise(${arrow} ${braces(`${logLabel(draft)}\n${settle};\n${logLabel(draft)}`)})`,
    () => `new Promise(${arrow} ${braces(`${draft.block(place, { mayAwait: false, caught: false })}\n${settle};`)})`,
    () => {
      const when = later();
      const delay = when === "setTimeout" ? `, ${draft.delay()}` : "";
      return `new Promise(${arrow} ${braces(`${when}(() => ${braces(`${logLabel(draft)}\n${settle};`)}${delay});`)})`;
    },
    () => `new Promise(${arrow} { ${settle}; ${draft.pick(["resolve(0)", `throw ${thrown(draft)}`])}; })`,
    () => (rejecting ? `new Promise(() => { throw ${thrown(draft)}; })` : `new Promise(${arrow} { ${settle}; })`),
  );
}

export function thenable(draft: Draft, place: Place): string {
  const log = draft.chance(0.5) ? `${logLabel(draft)} ` : "";
  return draft.oneOf(
    () => `{ then(resolve) { ${log}resolve(${value(draft, place, 2)}); } }`,
    () => `{ then: (resolve, reject) => { ${log}resolve(${value(draft, place, 2)}); reject(1); } }`,
    () => `{ then(resolve) { ${log}setTimeout(resolve, ${draft.delay()}, ${value(draft, place, 2)}); } }`,
  );
}

export function combined(draft: Draft, place: Place, caught: boolean, depth = 0): string {
  const name = draft.pick(["all", "all", "race", "allSettled", "any"]);
  const settled = name === "allSettled";
  const printsReasons = settled && draft.habits.throwsErrors;
  const count = draft.pick([0, 1, 2, 2, 3, 3]);
  if (name === "any" && (caught || draft.habits.reckless)) draft.hasAggregate = true;
  // Of nothing, race never settles and any is rejected.
  const least = name === "any" && !caught ? 1 : 0;
  const item = () =>
    draft.chance(0.15)
      ? value(draft, place, 1)
      : promise(draft, place, printsReasons ? false : caught || settled, depth + 1);
  const items = Array.from({ length: Math.max(least, count) }, item);
  if (draft.chance(0.15)) {
    const each = draft.chance(0.5) ? "async (n) => n * 2" : `(n) => network(${draft.delay() || 20}, n)`;
    return `Promise.${name}([1, 2].map(${each}))`;
  }
  return `Promise.${name}([${items.join(", ")}])`;
}

/** The last statement of a callback of a chain: what the next link gets. */
function result(draft: Draft, place: Place, caught: boolean): string {
  if (mayReject(draft, caught) && draft.chance(0.5)) return `throw ${thrown(draft)};`;
  return draft.oneOf(
    () => "",
    () => "",
    () => `return ${value(draft, place, 1)};`,
    () => `return ${value(draft, place, 1)};`,
    () => `return ${promise(draft, place, caught, 2)};`,
    () => (draft.chance(0.3) ? `return ${thenable(draft, place)};` : `return ${list(draft, place, 2)};`),
  );
}

export function chain(draft: Draft, place: Place, caught = false): string {
  const endsInCatch = draft.chance(0.5) && !caught;
  const covered = endsInCatch || caught;
  const start = promise(draft, place, covered);
  const links = Array.from({ length: draft.between(1, draft.pick([1, 2, 4])) }, () => link(draft, place, covered));
  if (endsInCatch) links.push(`.catch((e) => console.log(${draft.label()}, ${shown(draft, "e")}))`);
  if (draft.chance(0.1)) links.push(`.finally(() => ${logLabel(draft).slice(0, -1)})`);
  draft.linesLeft -= links.length - 1;
  return links.length === 1
    ? `${start}${links[0]}`
    : `${start}\n${links.map((text) => text.replaceAll(/^/gm, "  ")).join("\n")}`;
}

function link(draft: Draft, place: Place, covered: boolean): string {
  const handler = (parameters: readonly string[]) =>
    callback(draft, place, parameters, { end: result(draft, place, covered), caught: covered });
  const shownError = () =>
    `(e) => ${braces(`console.log(${draft.label()}, ${shown(draft, "e")});\n${result(draft, place, covered)}`)}`;
  const kind = draft.random();
  if (kind < 0.62) return `.then(${handler(draft.chance(0.7) ? ["v"] : [])})`;
  if (kind < 0.66) return draft.habits.throwsErrors ? `.then(${handler(["v"])})` : ".then(console.log)";
  if (kind < 0.72)
    return `.then(${draft.chance(0.5) ? handler(["v"]) : draft.pick(["null", "undefined"])}, ${shownError()})`;
  if (kind < 0.82) return `.catch(${shownError()})`;
  if (kind < 0.94) return `.finally(${handler([])})`;
  return draft.pick([
    ".then()",
    ".then(5)",
    ".then(null)",
    ".catch(null)",
    ".then((v) => [v, v])",
    ".then((v) => typeof v)",
  ]);
}
