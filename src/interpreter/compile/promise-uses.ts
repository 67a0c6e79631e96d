import type { AnyNode } from "acorn";
import { childrenOf, isFunction, variablesIn, walk } from "./syntax-tree.ts";

const methods: readonly string[] = ["then", "catch", "finally"];

/**
 * The calls whose value the program uses as a promise, or not at all: it is dropped, awaited, returned, linked with
 * `then`, or kept in a variable or list of promises. A call that is not found uses its value as it is, for example to
 * print it.
 */
export function callsUsedAsPromises(tree: AnyNode): ReadonlySet<AnyNode> {
  const names = promiseNames(tree);
  const found = new Set<AnyNode>();
  const waiting: { node: AnyNode; isPromise: boolean }[] = [{ node: tree, isPromise: true }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, isPromise } = next;
    if (node.type === "CallExpression" && isPromise) found.add(node);
    for (const child of childrenOf(node)) {
      waiting.push({ node: child, isPromise: takesPromise(node, child, isPromise, names) });
    }
  }
  return found;
}

/** Whether a node uses the value of one of its children as a promise. */
function takesPromise(node: AnyNode, child: AnyNode, isPromise: boolean, names: ReadonlySet<string>): boolean {
  switch (node.type) {
    case "ExpressionStatement":
    case "AwaitExpression":
    case "ReturnStatement":
    case "ArrowFunctionExpression":
    case "ForOfStatement":
    case "ArrayExpression":
    case "Property":
    case "YieldExpression":
    case "NewExpression":
    case "AssignmentPattern":
      return true;
    case "MemberExpression":
      return child === node.object && node.property.type === "Identifier" && methods.includes(node.property.name);
    case "CallExpression":
      return child !== node.callee && !isConversion(node.callee);
    case "VariableDeclarator":
      return node.id.type !== "Identifier" || names.has(node.id.name);
    case "AssignmentExpression":
      return node.left.type !== "Identifier" || names.has(node.left.name);
    case "ConditionalExpression":
      return child !== node.test && isPromise;
    case "SequenceExpression":
    case "ParenthesizedExpression":
    case "ChainExpression":
      return isPromise;
    case "LogicalExpression":
      return child === node.right && isPromise;
    default:
      return false;
  }
}

/** Whether a call is known to use its arguments as they are. */
function isConversion(callee: AnyNode): boolean {
  if (callee.type === "Identifier") return ["String", "Number", "Boolean", "isNaN"].includes(callee.name);
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
  return ["console", "JSON", "Math"].includes(callee.object.name);
}

/** The variables that the program somewhere uses as promises. */
function promiseNames(tree: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  const addFrom = (node: AnyNode | null | undefined) => {
    if (node) for (const name of variablesIn(node)) names.add(name);
  };
  walk(tree, (node) => {
    if (node.type === "AwaitExpression") addFrom(node.argument);
    else if (node.type === "ReturnStatement" && node.argument?.type === "Identifier") addFrom(node.argument);
    else if (isFunction(node) && node.body.type === "Identifier") addFrom(node.body);
    else if (node.type === "ArrayExpression") addFrom(node);
    else if (node.type === "MemberExpression") {
      if (node.property.type === "Identifier" && methods.includes(node.property.name)) addFrom(node.object);
    } else if (node.type === "CallExpression" && !isConversion(node.callee)) {
      for (const one of node.arguments) if (one.type === "Identifier") addFrom(one);
    }
  });
  return names;
}
