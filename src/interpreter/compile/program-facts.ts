import type { AnyNode, Program as Tree } from "acorn";
import { boundNames, childrenOf, declaredBy, type FunctionNode, isFunction, variablesIn, walk } from "./syntax-tree.ts";

/** What the text of a program shows before it runs. Some hooks ask for it. */
export interface ProgramFacts {
  /** Calls whose value is used as a promise or not at all. */
  readonly usedAsPromises: ReadonlySet<object>;
  /** Calls that are a statement of their own. */
  readonly statements: ReadonlySet<object>;
  /** `await` expressions that use what an earlier one of the same function gave. */
  readonly dependentAwaits: ReadonlySet<object>;
  /** Functions that change a variable of the code around them, or what such a variable holds. */
  readonly outerWriters: ReadonlySet<object>;
  /** Functions that read such a variable before an `await` and change it after it. */
  readonly acrossAwait: ReadonlySet<object>;
}

export function factsOf(tree: Tree): ProgramFacts {
  const functions: FunctionNode[] = [];
  const statements = new Set<AnyNode>();
  walk(tree, (node) => {
    if (isFunction(node)) functions.push(node);
    if (node.type === "ExpressionStatement" && node.expression.type === "CallExpression")
      statements.add(node.expression);
  });
  const dependentAwaits = new Set<AnyNode>();
  for (const one of [tree, ...functions]) new AwaitDependence(dependentAwaits).visitAll(childrenOf(one));
  return {
    usedAsPromises: callsUsedAsPromises(tree),
    statements,
    dependentAwaits,
    outerWriters: new Set(functions.filter((one) => outerWrites(one).size > 0)),
    acrossAwait: new Set(functions.filter(updatesAcrossAwait)),
  };
}

const changingMethods: readonly string[] = ["push", "pop", "shift", "unshift", "splice", "set", "add", "delete"];

/** The variables of the code around a function that it changes, with the places where it does. */
function outerWrites(node: FunctionNode): ReadonlyMap<string, readonly AnyNode[]> {
  const own = new Set<string>();
  const written = new Map<string, AnyNode[]>();
  const add = (target: AnyNode, at: AnyNode) => {
    for (const name of targets(target)) written.set(name, [...(written.get(name) ?? []), at]);
  };
  walk(node, (one) => {
    for (const name of declaredBy(one)) own.add(name);
    if (one.type === "AssignmentExpression") add(one.left, one);
    else if (one.type === "UpdateExpression") add(one.argument, one);
    else if (one.type === "CallExpression" && one.callee.type === "MemberExpression") {
      const { object, property } = one.callee;
      if (property.type === "Identifier" && changingMethods.includes(property.name)) add(object, one);
    }
  });
  return new Map([...written].filter(([name]) => !own.has(name)));
}

/** In a loop, what comes later in the text may run earlier. */
function updatesAcrossAwait(node: FunctionNode): boolean {
  if (!node.async) return false;
  const awaits: AnyNode[] = [];
  const loops: AnyNode[] = [];
  const reads: AnyNode[] = [];
  walk(node.body, (one) => {
    if (one.type === "AwaitExpression") awaits.push(one);
    if (isLoop(one)) loops.push(one);
    if (one.type === "Identifier") reads.push(one);
  });
  const isIn = (one: AnyNode, around: AnyNode) => around.start <= one.start && one.end <= around.end;
  return [...outerWrites(node)].some(([name, writes]) =>
    awaits.some((wait) => {
      const own = reads.filter((one) => one.type === "Identifier" && one.name === name);
      const isRead = own.some(
        (one) => one.start < wait.start || loops.some((loop) => isIn(wait, loop) && isIn(one, loop)),
      );
      return (
        isRead &&
        writes.some((write) => write.end > wait.end || loops.some((loop) => isIn(wait, loop) && isIn(write, loop)))
      );
    }),
  );
}

function isLoop(node: AnyNode): boolean {
  return node.type.startsWith("For") || node.type.endsWith("WhileStatement");
}

/** The variables that an assignment changes, or whose content it changes. */
function targets(target: AnyNode): readonly string[] {
  return target.type === "MemberExpression" ? targets(target.object) : boundNames(target);
}

/** Finds the `await` expressions of one function that depend on an earlier one. */
class AwaitDependence {
  readonly #found: Set<AnyNode>;
  /** Variables with a value that came from an `await`. */
  readonly #awaited = new Set<string>();
  /** Whether an earlier `await` has decided that this code runs. */
  #isConditional = false;

  constructor(found: Set<AnyNode>) {
    this.#found = found;
  }

  visitAll(nodes: readonly AnyNode[]): void {
    for (const node of nodes) this.#visit(node);
  }

  #visit(node: AnyNode): void {
    if (isFunction(node)) return;
    if (node.type === "AwaitExpression" && (this.#isConditional || this.#depends(node.argument))) this.#found.add(node);
    if (node.type === "IfStatement" && this.#depends(node.test)) {
      const leaves = [node.consequent, node.alternate].some((one) => one && hasExit(one));
      const before = this.#isConditional;
      this.#isConditional = true;
      this.visitAll(childrenOf(node));
      this.#isConditional = before || leaves;
      return;
    }
    if (node.type === "ForOfStatement" && this.#depends(node.right)) {
      for (const name of variablesIn(node.left)) this.#awaited.add(name);
      for (const name of leftNames(node.left)) this.#awaited.add(name);
    }
    this.visitAll(childrenOf(node));
    // What a loop has awaited is there in its next turn.
    if (isLoop(node)) this.visitAll(childrenOf(node));
    if (node.type === "VariableDeclarator" && node.init && this.#depends(node.init)) {
      for (const name of boundNames(node.id)) this.#awaited.add(name);
    }
    if (node.type === "AssignmentExpression" && this.#depends(node.right)) {
      for (const name of targets(node.left)) this.#awaited.add(name);
    }
  }

  /** Whether an expression contains an `await`, or uses what one gave. */
  #depends(node: AnyNode): boolean {
    return hasAwait(node) || [...variablesIn(node)].some((name) => this.#awaited.has(name));
  }
}

function leftNames(left: AnyNode): readonly string[] {
  return left.type === "VariableDeclaration" ? left.declarations.flatMap((one) => boundNames(one.id)) : [];
}

function hasAwait(node: AnyNode): boolean {
  if (node.type === "AwaitExpression") return true;
  return !isFunction(node) && childrenOf(node).some(hasAwait);
}

function hasExit(node: AnyNode): boolean {
  if (["ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"].includes(node.type)) return true;
  return !isFunction(node) && childrenOf(node).some(hasExit);
}

const methods: readonly string[] = ["then", "catch", "finally"];

/**
 * The calls whose value the program uses as a promise, or not at all: it is dropped, awaited, returned, linked with
 * `then`, or kept in a variable or list of promises. A call that is not found uses its value as it is, for example to
 * print it.
 */
function callsUsedAsPromises(tree: AnyNode): ReadonlySet<AnyNode> {
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
