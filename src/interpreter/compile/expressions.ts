import type { AnyNode } from "acorn";
import { ownFile } from "../builtins/files.ts";
import { type Frame, missingSuper } from "../execution/frame.ts";
import { names } from "../rules/known-names.ts";
import type { Agent } from "../values/agent.ts";
import { toKey, toNumber, typeOf } from "../values/convert.ts";
import { deleteProperty } from "../values/properties.ts";
import { objectPrototype } from "../values/prototypes.ts";
import { readName } from "../values/scope.ts";
import { BuiltinObject, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { compileAssignment, compileUpdate } from "./assignments.ts";
import { compileCall, compileChain, compileNew, compileSuperCall } from "./calls.ts";
import { compileClass } from "./classes.ts";
import { compileArray, compileFunction, compileObject, compileTemplate } from "./literals.ts";
import { compileBaseAndKey, compileMember, privateSymbol } from "./members.ts";
import { decides, operation } from "./operators.ts";
import { compileAwait, compileYield } from "./suspensions.ts";

/** Compiles an expression, which pushes its value. An anonymous function gets the name. */
export function compileExpression(asm: Assembler, node: AnyNode, name?: string) {
  switch (node.type) {
    case "Literal":
      return compileLiteral(asm, node);
    case "Identifier":
      return pushing(asm, (frame, agent) => readName(agent, frame.scope, node.name));
    case "ThisExpression":
      return pushing(asm, selfOf);
    case "TemplateLiteral":
      return compileTemplate(asm, node);
    case "ArrayExpression":
      return compileArray(asm, node);
    case "ObjectExpression":
      return compileObject(asm, node);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return compileFunction(asm, node, name);
    case "ClassExpression":
      return compileClass(asm, node, name ?? "");
    case "ParenthesizedExpression":
      return asm.expression(node.expression, name);
    case "SequenceExpression":
      return compileSequence(asm, node.expressions);
    case "UnaryExpression":
      return compileUnary(asm, node);
    case "UpdateExpression":
      return compileUpdate(asm, node);
    case "BinaryExpression":
      return compileBinary(asm, node);
    case "LogicalExpression":
      return compileLogical(asm, node);
    case "ConditionalExpression":
      return compileConditional(asm, node, name);
    case "AssignmentExpression":
      return compileAssignment(asm, node);
    case "MemberExpression":
      return compileMember(asm, node);
    case "ChainExpression":
      return compileChain(asm, node);
    case "CallExpression":
      return node.callee.type === "Super" ? compileSuperCall(asm, node) : compileCall(asm, node);
    case "NewExpression":
      return compileNew(asm, node);
    case "AwaitExpression":
      return compileAwait(asm, node);
    case "YieldExpression":
      return compileYield(asm, node);
    case "MetaProperty":
      return pushing(asm, node.meta.name === "import" ? importMeta : (frame) => frame.newTarget ?? undefined);
    default:
      throw new Error(`No expression: ${node.type}`);
  }
}

function compileLiteral(asm: Assembler, { value }: Extract<AnyNode, { type: "Literal" }>): void {
  if (value instanceof RegExp || typeof value === "bigint") throw new Error("This literal is refused before.");
  pushing(asm, () => value);
}

function compileSequence(asm: Assembler, parts: readonly AnyNode[]): void {
  for (const [index, part] of parts.entries()) {
    if (index > 0) asm.pop();
    asm.expression(part);
  }
}

/** `&&`, `||` and `??`: the right side is evaluated unless the left side decides. */
function compileLogical(asm: Assembler, node: Extract<AnyNode, { type: "LogicalExpression" }>): void {
  const end = asm.label();
  asm.expression(node.left);
  asm.emit((frame) => {
    if (decides(node.operator, frame.top())) frame.pc = end.target;
  });
  asm.pop();
  asm.expression(node.right);
  asm.mark(end);
}

function compileConditional(
  asm: Assembler,
  node: Extract<AnyNode, { type: "ConditionalExpression" }>,
  name?: string,
): void {
  const otherwise = asm.label();
  const end = asm.label();
  asm.expression(node.test);
  asm.jumpIf(false, otherwise);
  asm.expression(node.consequent, name);
  asm.jump(end);
  asm.mark(otherwise);
  asm.expression(node.alternate, name);
  asm.mark(end);
}

function pushing(asm: Assembler, value: (frame: Frame, agent: Agent) => Value): void {
  asm.emit((frame, agent) => frame.push(value(frame, agent)));
}

/** `import.meta`. Only `filename` is supported. */
function importMeta(): Value {
  const meta = new BuiltinObject(objectPrototype, names("url resolve dirname"), "import.meta");
  meta.define("filename", ownFile);
  return meta;
}

function selfOf(frame: Frame, agent: Agent): Value {
  const call = frame.outer ?? frame;
  if (call.hasSelf) return call.self;
  return agent.raise("ReferenceError", missingSuper);
}

function compileBinary(asm: Assembler, node: Extract<AnyNode, { type: "BinaryExpression" }>): void {
  if (node.left.type === "PrivateIdentifier") {
    const { name } = node.left;
    asm.expression(node.right);
    pushing(asm, (frame) => {
      const object = frame.pop();
      return typeOf(object) === "object" && hasOwn(object, privateSymbol(frame, name));
    });
    return;
  }
  asm.expression(node.left);
  asm.expression(node.right);
  const compute = operation(node.operator);
  asm.emit((frame, agent) => {
    const right = frame.pop();
    frame.push(compute(agent, frame.pop(), right));
  });
}

function hasOwn(object: Value, key: symbol): boolean {
  return typeof object === "object" && object !== null && object.ownProperty(key) !== undefined;
}

function compileUnary(asm: Assembler, node: Extract<AnyNode, { type: "UnaryExpression" }>): void {
  if (node.operator === "delete") {
    compileDelete(asm, node.argument);
    return;
  }
  if (node.operator === "typeof" && node.argument.type === "Identifier") {
    const { name } = node.argument;
    pushing(asm, (frame, agent) => {
      return typeOf(frame.scope.find(name) === undefined ? undefined : readName(agent, frame.scope, name));
    });
    return;
  }
  asm.expression(node.argument);
  const compute = unary[node.operator];
  if (compute === undefined) throw new Error(`No operator: ${node.operator}`);
  asm.emit((frame, agent) => frame.push(compute(agent, frame.pop())));
}

const unary: Readonly<Record<string, (agent: Agent, value: Value) => Value>> = {
  "-": (agent, value) => -toNumber(agent, value),
  "+": toNumber,
  "!": (_agent, value) => !value,
  "~": (agent, value) => ~toNumber(agent, value),
  typeof: (_agent, value) => typeOf(value),
  void: () => undefined,
};

function compileDelete(asm: Assembler, argument: AnyNode): void {
  if (argument.type !== "MemberExpression") {
    asm.expression(argument);
    asm.pop();
    pushing(asm, () => true);
    return;
  }
  compileBaseAndKey(asm, argument);
  asm.emit((frame, agent) => {
    const key = toKey(agent, frame.pop());
    frame.push(deleteProperty(agent, frame.pop(), key));
  });
}
