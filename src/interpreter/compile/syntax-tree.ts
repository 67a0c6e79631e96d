import type { AnyNode } from "acorn";

/** The names that a pattern binds. */
export function boundNames(pattern: AnyNode | null): string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((one) => boundNames(one.type === "Property" ? one.value : one.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** The names that a node declares itself. */
export function declaredBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case "VariableDeclarator":
      return boundNames(node.id);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap((one) => boundNames(one))];
    case "ClassDeclaration":
    case "ClassExpression":
      return node.id ? [node.id.name] : [];
    case "CatchClause":
      return boundNames(node.param ?? null);
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
      return [node.local.name];
    default:
      return [];
  }
}

/** Identifiers under a node that are evaluated, in contrast to keys and labels. */
export function namesReadBy(node: AnyNode): readonly AnyNode[] {
  if (node.type === "MemberExpression") return node.computed ? [node.object, node.property] : [node.object];
  if (node.type === "Property") return node.computed ? [node.key, node.value] : [node.value];
  const isKeyed = node.type === "PropertyDefinition" || node.type === "MethodDefinition";
  if (isKeyed) return node.value ? [node.value] : [];
  if (node.type === "BreakStatement" || node.type === "ContinueStatement" || node.type === "LabeledStatement")
    return [];
  return childrenOf(node);
}

export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  const values: unknown[] = Object.values(node);
  for (const value of values) {
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) children.push(one);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Visits a node and everything in it, in the order of the source. */
export function walk(root: AnyNode, visitor: (node: AnyNode) => void): void {
  const waiting: AnyNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visitor(node);
    waiting.push(...childrenOf(node).reverse());
  }
}

export type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

/** The variables that an expression reads, also inside functions that it contains. */
export function variablesIn(root: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  if (root.type === "Identifier") names.add(root.name);
  walk(root, (node) => {
    for (const one of namesReadBy(node)) if (one.type === "Identifier") names.add(one.name);
  });
  return names;
}
