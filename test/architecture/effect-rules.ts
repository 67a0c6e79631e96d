import { isPure, roomOf } from "./import-rules.ts";
import {
  isNode,
  isReference,
  propertyName,
  type Source,
  type SyntaxNode,
  type Violation,
  violationAt,
  walk,
} from "./source.ts";

/** Ways out of a pure layer, by the name of the global. */
const outside: ReadonlySet<string> = new Set(
  [
    "console process performance fetch navigator crypto localStorage WebSocket XMLHttpRequest Worker",
    "setTimeout setInterval setImmediate queueMicrotask clearTimeout clearInterval clearImmediate",
    "globalThis global require eval Function Promise",
  ].flatMap((names) => names.split(" ")),
);

/** Files that may read a monotonic clock, to measure waits of the process itself. Nobody sees these times. */
const monotonicAllowed: ReadonlySet<string> = new Set(["cli/stop-signals.ts"]);

export function pureRooms(sources: readonly Source[]): Violation[] {
  return collect(
    sources.filter(({ path }) => isPure(path)),
    (_, node, parent, key) => {
      if (node.async === true) return "is async; a pure room answers at once: let the bot wait and pass the value in";
      if (node.type === "AwaitExpression" || node.await === true)
        return "waits; let the bot wait and pass the value in";
      if (node.type === "ImportExpression") return "imports while it runs; import it at the top";
      if (isReference(node, parent, key) && outside.has(String(node.name))) {
        return `uses ${node.name}; a pure room has no way out: take the value as an argument, or move this to an outer room`;
      }
      if (isMember(node, "Math", "random")) return "rolls dice; take a seed and use randomFrom(seed)";
      const clock = clockRead(node, parent, key) ?? machineZoneRead(node);
      return clock === null ? null : `${clock}; take the instant as an argument`;
    },
  );
}

/** Only `clock` reads the time, so that a test or a season can set it. */
export function oneClock(sources: readonly Source[]): Violation[] {
  const others = sources.filter(({ path }) => roomOf(path) !== "clock" && !isPure(path));
  return collect(others, ({ path }, node, parent, key) => {
    const read = clockRead(node, parent, key) ?? (monotonicAllowed.has(path) ? null : monotonicRead(node, parent, key));
    return read === null ? null : `${read}; ask the Clock that is passed in`;
  });
}

/** Only `cli` reads the environment. Elsewhere, only named properties of `process` are used, such as `process.pid`. */
export function oneEnvironment(sources: readonly Source[]): Violation[] {
  return collect(
    sources.filter(({ path }) => roomOf(path) !== "cli"),
    (_, node, parent, key) => {
      if (!isReference(node, parent, key) || node.name !== "process" || !parent) return null;
      const name = parent.type === "MemberExpression" && key === "object" ? propertyName(parent) : null;
      const fix = "let cli/config.ts read it and pass the value in";
      if (name === "env") return `reads process.env; ${fix}`;
      return name === null ? `passes process on; name the one property that is needed, or ${fix}` : null;
    },
  );
}

/** What reads the time of day; null if nothing does. */
function clockRead(node: SyntaxNode, parent: SyntaxNode | null, key: string): string | null {
  if (isMember(node, "Date", "now")) return "reads Date.now";
  if (node.type === "MemberExpression" && propertyName(node) === "Now") return "reads Temporal.Now";
  if (node.type === "NewExpression" && isNamed(node.callee, "Date") && isEmpty(node.arguments))
    return "reads new Date()";
  if (node.type === "CallExpression" && isNamed(node.callee, "Date")) return "reads Date()";
  const isCallee = key === "callee" || (parent?.type === "MemberExpression" && key === "object");
  const isCompared = parent?.type === "BinaryExpression";
  if (isReference(node, parent, key) && node.name === "Date" && !isCallee && !isCompared) {
    return "passes Date on, with its clock";
  }
  const member = node.type === "CallExpression" && isNode(node.callee) ? node.callee : null;
  const formats = member?.type === "MemberExpression" && /^format(ToParts)?$/.test(propertyName(member) ?? "");
  return formats && isEmpty(node.arguments) ? "formats no date, which means now" : null;
}

function monotonicRead(node: SyntaxNode, parent: SyntaxNode | null, key: string): string | null {
  if (isReference(node, parent, key) && node.name === "performance") return "reads performance";
  const hasName = isMember(node, "process", "hrtime") || isMember(node, "process", "uptime");
  return hasName ? `reads process.${propertyName(node)}` : null;
}

/** `new Date(2026, 10, 24)` and `getHours()` answer differently on a machine in another zone. */
function machineZoneRead(node: SyntaxNode): string | null {
  const several = Array.isArray(node.arguments) && node.arguments.length > 1;
  if (node.type === "NewExpression" && isNamed(node.callee, "Date") && several) return "reads the machine's zone";
  const local = /^(get(FullYear|Month|Date|Day|Hours|Minutes|Seconds)|getTimezoneOffset|toDateString)$/;
  return node.type === "MemberExpression" && local.test(propertyName(node) ?? "") ? "reads the machine's zone" : null;
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return node.type === "MemberExpression" && isNamed(node.object, object) && propertyName(node) === property;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

type Check = (source: Source, node: SyntaxNode, parent: SyntaxNode | null, key: string) => string | null;

function collect(sources: readonly Source[], check: Check): Violation[] {
  return sources.flatMap((source) => {
    const violations: Violation[] = [];
    walk(source.program, (node, parent, key) => {
      const message = check(source, node, parent, key);
      if (message !== null) violations.push(violationAt(source, node, message));
    });
    return violations;
  });
}
