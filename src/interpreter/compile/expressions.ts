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
import { compileMember, privateSymbol } from "./members.ts";
import { decides, operation } from "./operators.ts";
import { compileAwait, compileYield } from "./suspensions.ts";

type Compile<Type extends AnyNode["type"]> = (
  asm: Assembler,
  node: Extract<AnyNode, { type: Type }>,
  name?: string,
) => void;

/** Compiles an expression: its value ends on the stack. `name` is what an anonymous function would be called. */
export function compileExpression(asm: Assembler, node: AnyNode, name?: string): void {
  const compile = expressions[node.type] as ((asm: Assembler, node: AnyNode, name?: string) => void) | undefined;
  if (compile === undefined) throw new Error(`No expression: ${node.type}`);
  compile(asm, node, name);
}

const expressions: { readonly [Type in AnyNode["type"]]?: Compile<Type> } = {
  Literal: (asm, { value }) => pushing(asm, () => value as Value),
  Identifier: (asm, { name }) => pushing(asm, (frame, agent) => readName(agent, frame.scope, name)),
  ThisExpression: (asm) => pushing(asm, selfOf),
  TemplateLiteral: compileTemplate,
  ArrayExpression: compileArray,
  ObjectExpression: compileObject,
  FunctionExpression: compileFunction,
  ArrowFunctionExpression: compileFunction,
  ClassExpression: (asm, node, name) => compileClass(asm, node, name ?? ""),
  ParenthesizedExpression: (asm, node, name) => asm.expression(node.expression, name),
  SequenceExpression: (asm, { expressions: parts }) => {
    parts.forEach((part, index) => {
      if (index > 0) asm.pop();
      asm.expression(part);
    });
  },
  UnaryExpression: compileUnary,
  UpdateExpression: compileUpdate,
  BinaryExpression: compileBinary,
  LogicalExpression: (asm, node) => {
    asm.expression(node.left);
    skipping(asm, node.operator, () => {
      asm.pop();
      asm.expression(node.right);
    });
  },
  ConditionalExpression: (asm, node, name) => {
    const otherwise = asm.label();
    const end = asm.label();
    asm.expression(node.test);
    asm.jumpIf(false, otherwise);
    asm.expression(node.consequent, name);
    asm.jump(end);
    asm.mark(otherwise);
    asm.expression(node.alternate, name);
    asm.mark(end);
  },
  AssignmentExpression: compileAssignment,
  MemberExpression: compileMember,
  ChainExpression: compileChain,
  CallExpression: (asm, node) => (node.callee.type === "Super" ? compileSuperCall(asm, node) : compileCall(asm, node)),
  NewExpression: compileNew,
  AwaitExpression: (asm, node) => compileAwait(asm, node.argument),
  YieldExpression: compileYield,
  MetaProperty: (asm, { meta }) => {
    if (meta.name === "import") pushing(asm, importMeta);
    else pushing(asm, (frame) => frame.newTarget ?? undefined);
  },
};

function pushing(asm: Assembler, value: (frame: Frame, agent: Agent) => Value): void {
  asm.emit((frame, agent) => frame.push(value(frame, agent)));
}

/** `import.meta`, of which a program may ask for its own file. */
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

/** Goes on with `rest` unless the value on the stack already decides `&&`, `||` or `??`. */
function skipping(asm: Assembler, operator: string, rest: () => void): void {
  const end = asm.label();
  asm.emit((frame) => {
    if (decides(operator, frame.top())) frame.pc = end.target;
  });
  rest();
  asm.mark(end);
}

function compileBinary(asm: Assembler, node: Extract<AnyNode, { type: "BinaryExpression" }>): void {
  if (node.left.type === "PrivateIdentifier") {
    const { name } = node.left;
    asm.expression(node.right);
    pushing(asm, (frame, agent) => {
      const object = frame.pop();
      return typeOf(object) === "object" && hasOwn(object, privateSymbol(frame, agent, name));
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
  const compute = unary[node.operator] as (agent: Agent, value: Value) => Value;
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
  asm.expression(argument.object);
  if (argument.computed) asm.expression(argument.property);
  else pushing(asm, () => (argument.property as { name: string }).name);
  asm.emit((frame, agent) => {
    const key = toKey(agent, frame.pop());
    frame.push(deleteProperty(agent, frame.pop(), key));
  });
}
