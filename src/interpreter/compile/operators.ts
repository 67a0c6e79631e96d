import type { Agent } from "../values/agent.ts";
import { add, instanceOf, looseEquals, toKey, toNumber, toPrimitive, toText } from "../values/convert.ts";
import { hasProperty } from "../values/properties.ts";
import { ObjectValue, type Value } from "../values/values.ts";

type Operation = (agent: Agent, left: Value, right: Value) => Value;

const arithmetic = (compute: (left: number, right: number) => number): Operation => {
  return (agent, left, right) => compute(toNumber(agent, left), toNumber(agent, right));
};

const comparison = (
  numbers: (l: number, r: number) => boolean,
  texts: (l: string, r: string) => boolean,
): Operation => {
  return (agent, left, right) => {
    const one = toPrimitive(agent, left, "number");
    const other = toPrimitive(agent, right, "number");
    if (typeof one === "string" && typeof other === "string") return texts(one, other);
    return numbers(toNumber(agent, one), toNumber(agent, other));
  };
};

function isIn(agent: Agent, left: Value, right: Value): Value {
  if (right instanceof ObjectValue) return hasProperty(agent, right, toKey(agent, left));
  const shown = typeof right === "string" ? right : String(right);
  return agent.raise("TypeError", `Cannot use 'in' operator to search for '${toText(agent, left)}' in ${shown}`);
}

const operations: Readonly<Record<string, Operation>> = {
  "+": add,
  "-": arithmetic((left, right) => left - right),
  "*": arithmetic((left, right) => left * right),
  "/": arithmetic((left, right) => left / right),
  "%": arithmetic((left, right) => left % right),
  "**": arithmetic((left, right) => left ** right),
  "&": arithmetic((left, right) => left & right),
  "|": arithmetic((left, right) => left | right),
  "^": arithmetic((left, right) => left ^ right),
  "<<": arithmetic((left, right) => left << right),
  ">>": arithmetic((left, right) => left >> right),
  ">>>": arithmetic((left, right) => left >>> right),
  "<": comparison(
    (left, right) => left < right,
    (left, right) => left < right,
  ),
  ">": comparison(
    (left, right) => left > right,
    (left, right) => left > right,
  ),
  "<=": comparison(
    (left, right) => left <= right,
    (left, right) => left <= right,
  ),
  ">=": comparison(
    (left, right) => left >= right,
    (left, right) => left >= right,
  ),
  "===": (_agent, left, right) => left === right,
  "!==": (_agent, left, right) => left !== right,
  "==": looseEquals,
  "!=": (agent, left, right) => !looseEquals(agent, left, right),
  in: isIn,
  instanceof: instanceOf,
};

export function operation(sign: string): Operation {
  const found = operations[sign];
  if (found === undefined) throw new Error(`No such operator: ${sign}`);
  return found;
}

/** Whether the left side of `&&`, `||` or `??` decides, so that the right side is not evaluated. */
export function decides(sign: string, left: Value): boolean {
  if (sign === "??") return left !== undefined && left !== null;
  return sign === "&&" ? !left : Boolean(left);
}
