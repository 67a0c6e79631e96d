import type { AnyNode } from "acorn";
import { Closure, closureOf } from "../execution/closure.ts";
import { listOf } from "../promises/iterate.ts";
import type { Agent } from "../values/agent.ts";
import { toKey, toText } from "../values/convert.ts";
import { arrayOf, checkLength, checkText, getProperty } from "../values/properties.ts";
import { objectPrototype } from "../values/prototypes.ts";
import { ArrayValue, type Key, ObjectValue, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { capturedScope } from "./captures.ts";
import { calleeText, privateSymbol } from "./members.ts";

export function compileTemplate(asm: Assembler, node: Extract<AnyNode, { type: "TemplateLiteral" }>): void {
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? "");
  for (const part of node.expressions) {
    asm.expression(part);
    asm.emit((frame, agent) => frame.push(toText(agent, frame.pop())));
  }
  const count = node.expressions.length;
  asm.emit((frame, agent) => {
    const parts = frame.stack.splice(frame.stack.length - count, count);
    const text = texts.map((one, index) => one + (index < count ? String(parts[index]) : "")).join("");
    checkText(agent, text.length);
    frame.push(text);
  });
}

export function compileArray(asm: Assembler, node: { elements: readonly (AnyNode | null)[] }): void {
  asm.emit((frame) => frame.push(arrayOf([])));
  for (const element of node.elements) {
    if (element === null) asm.emit((frame) => growByHole(frame.topAs(ArrayValue)));
    else if (element.type === "SpreadElement") compileSpread(asm, element.argument);
    else {
      asm.expression(element);
      asm.emit((frame) => {
        const value = frame.pop();
        frame.topAs(ArrayValue).elements.push(value);
      });
    }
  }
}

function growByHole(array: ArrayValue): void {
  array.elements.length++;
}

/** Appends the values of an iterable to the array on the stack. */
export function compileSpread(asm: Assembler, argument: AnyNode): void {
  asm.expression(argument);
  const text = calleeText(argument);
  asm.emit((frame, agent) => {
    const values = listOf(agent, frame.pop(), text);
    const { elements } = frame.topAs(ArrayValue);
    for (const value of values) elements.push(value);
    checkLength(agent, elements.length);
  });
}

export function compileFunction(
  asm: Assembler,
  node: Extract<AnyNode, { type: "FunctionExpression" | "ArrowFunctionExpression" }>,
  name = "",
): void {
  const own = node.type === "FunctionExpression" ? (node.id?.name ?? null) : null;
  const kind = node.type === "FunctionExpression" ? "function" : "arrow";
  const code = asm.compilers.functionCode(node, { name: own ?? name, kind, strict: asm.strict });
  if (own === null) {
    const captured = capturedScope(asm, node);
    asm.emit((frame, agent) => {
      frame.push(closureOf(code, captured(frame.scope, agent.hooks.copiesLoopVariables), frame));
    });
    return;
  }
  // A function expression is in scope under its own name.
  asm.inScope(
    (scope, frame) => {
      const closure = closureOf(code, scope, frame);
      scope.declare(own, closure);
      frame.push(closure);
    },
    () => {},
  );
}

export function compileObject(asm: Assembler, node: Extract<AnyNode, { type: "ObjectExpression" }>): void {
  asm.emit((frame) => frame.push(new ObjectValue(objectPrototype)));
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      asm.expression(property.argument);
      asm.emit((frame, agent) => {
        const source = frame.pop();
        copyOwn(agent, source, frame.topAs(ObjectValue), []);
      });
    } else compileProperty(asm, property);
  }
}

function compileProperty(asm: Assembler, property: Extract<AnyNode, { type: "Property" }>): void {
  compilePropertyKey(asm, property);
  const name = property.key.type === "Identifier" && !property.computed ? property.key.name : literalName(property.key);
  const isMethod = property.method || property.kind !== "init";
  if (isMethod) compileMethod(asm, property.value, name);
  else asm.expression(property.value, name);
  asm.emit((frame) => {
    const value = frame.pop();
    const key = frame.popKey();
    const object = frame.topAs(ObjectValue);
    if (isMethod && value instanceof Closure) value.home = object;
    if (property.computed && isAnonymous(property.value) && value instanceof Closure) nameByKey(value, key);
    if (property.kind === "init") object.define(key, value);
    else defineAccessor(object, key, property.kind, value, true);
  });
}

function isAnonymous(node: AnyNode): boolean {
  if (node.type === "ArrowFunctionExpression") return true;
  return (node.type === "FunctionExpression" || node.type === "ClassExpression") && !node.id;
}

/** A function or class under a computed key gets its name when the key is known. */
function nameByKey(made: Closure, key: Key): void {
  if (made.properties.has("name")) return;
  const name = typeof key === "symbol" ? `[${key.description ?? ""}]` : key;
  made.properties.set("name", { value: name, enumerable: false, writable: false });
}

function literalName(key: AnyNode): string {
  return key.type === "Literal" ? String(key.value) : "";
}

/** Pushes the key of a property or method. */
export function compilePropertyKey(asm: Assembler, property: { key: AnyNode; computed: boolean }): void {
  const { key } = property;
  if (!property.computed && key.type === "Identifier") asm.emit((frame) => frame.push(key.name));
  else if (!property.computed && key.type === "PrivateIdentifier") {
    asm.emit((frame) => frame.push(privateSymbol(frame, key.name)));
  } else {
    asm.expression(key);
    asm.emit((frame, agent) => frame.push(toKey(agent, frame.pop())));
  }
}

export function compileMethod(asm: Assembler, node: AnyNode, name: string): void {
  if (node.type !== "FunctionExpression") throw new Error(`No method: ${node.type}`);
  const code = asm.compilers.functionCode(node, { name, kind: "method", strict: asm.strict });
  asm.emit((frame) => {
    const key = frame.top();
    frame.push(closureOf(code, frame.scope, frame, name === "" && typeof key === "string" ? key : name));
  });
}

export function defineAccessor(
  object: ObjectValue,
  key: Key,
  kind: "get" | "set",
  value: Value,
  enumerable: boolean,
): void {
  const old = object.properties.get(key);
  const saved = {
    ...(old?.getter !== undefined && { getter: old.getter }),
    ...(old?.setter !== undefined && { setter: old.setter }),
  };
  const added = kind === "get" ? { getter: value } : { setter: value };
  object.properties.set(key, { value: undefined, enumerable, writable: true, ...saved, ...added });
}

/** Copies own enumerable properties, as object spread and rest do. */
export function copyOwn(agent: Agent, source: Value, target: ObjectValue, without: readonly Value[]): void {
  if (typeof source === "string") {
    for (const [index, character] of [...source].entries()) target.define(String(index), character);
  }
  if (!(source instanceof ObjectValue)) return;
  for (const key of source.ownKeys()) {
    if (source.ownProperty(key)?.enumerable && !without.includes(key)) {
      target.define(key, getProperty(agent, source, key));
    }
  }
}
