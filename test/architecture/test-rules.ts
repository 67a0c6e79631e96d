import { isNode, type Source, type SyntaxNode, type Violation, violationAt, walk } from "./source.ts";

/** A test waits for events, not for time to pass. */
export function fixedSleeps(tests: readonly Source[]): Violation[] {
  return tests.flatMap((source) => {
    const violations: Violation[] = [];
    walk(source.program, (node) => {
      if (!isTimedImport(node) && !isSleep(node)) return;
      violations.push(violationAt(source, node, "sleeps for a fixed time; await the event, or set the clock forward"));
    });
    return violations;
  });
}

function isTimedImport({ type, source, specifiers }: SyntaxNode): boolean {
  if (type !== "ImportDeclaration" || !isNode(source) || source.value !== "node:timers/promises") return false;
  const named = Array.isArray(specifiers) ? specifiers.filter(isNode) : [];
  return named.some(({ imported }) => isNode(imported) && imported.name === "setTimeout");
}

/** `new Promise((resolve) => setTimeout(resolve, 100))`, in any of its spellings. */
function isSleep({ type, callee, arguments: given }: SyntaxNode): boolean {
  if (type !== "NewExpression" || !isNode(callee) || callee.name !== "Promise") return false;
  const [executor] = Array.isArray(given) ? given.filter(isNode) : [];
  if (!executor || !Array.isArray(executor.params) || !isNode(executor.body)) return false;
  const [resolve] = executor.params.filter(isNode);
  const { body } = executor;
  const [only, ...others] = Array.isArray(body.body) ? body.body.filter(isNode) : [body];
  const call = only && isNode(only.expression) ? only.expression : only;
  if (others.length > 0 || call?.type !== "CallExpression" || !isNode(call.callee)) return false;
  const [callback, delay] = Array.isArray(call.arguments) ? call.arguments.filter(isNode) : [];
  if (call.callee.name !== "setTimeout" || !callback || delay?.value === 0) return false;
  return callback.name === resolve?.name || /Function/.test(callback.type);
}

/** A test that returns before it asserts passes without checking anything. */
export function silentTests(tests: readonly Source[]): Violation[] {
  return tests.flatMap((source) => testBodies(source).flatMap((body) => silence(source, body)));
}

function silence(source: Source, body: SyntaxNode): Violation[] {
  const assertions: number[] = [];
  const returns: SyntaxNode[] = [];
  const visitor = (node: SyntaxNode, isNested: boolean) => {
    if (isAssertion(node)) assertions.push(node.start);
    if (node.type === "ReturnStatement" && !isNested) returns.push(node);
    walkChildren(node, (child) => visitor(child, isNested || /Function/.test(child.type)));
  };
  visitor(body, false);
  if (assertions.length === 0) {
    const message = "asserts nothing; call expect, or a function whose name begins with expect or assert";
    return [violationAt(source, body, message)];
  }
  const first = Math.min(...assertions);
  return returns
    .filter(({ start, argument }) => start < first && !(isNode(argument) && (argument.end > first || isSkip(argument))))
    .map((node) =>
      violationAt(source, node, "returns before the test asserts; make the rows of the table fit the test"),
    );
}

/** `return context.skip("why")` shows up in the report. */
function isSkip({ callee }: SyntaxNode): boolean {
  return isNode(callee) && isNode(callee.property) && callee.property.name === "skip";
}

function isAssertion({ type, callee }: SyntaxNode): boolean {
  if (type !== "CallExpression" || !isNode(callee)) return false;
  const { name, property } = callee;
  const called = typeof name === "string" ? name : isNode(property) ? String(property.name) : "";
  return /^(expect|assert)([A-Z].*)?$/.test(called);
}

/** The functions of `test(...)`, `test.each(...)(...)` and the like. */
function testBodies({ program }: Source): SyntaxNode[] {
  const bodies: SyntaxNode[] = [];
  walk(program, (node) => {
    if (node.type !== "CallExpression" || !isNode(node.callee) || calledName(node.callee) !== "test") return;
    const given = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
    const last = given.findLast(({ type }) => /Function/.test(type));
    if (last && isNode(last.body)) bodies.push(last.body);
  });
  return bodies;
}

function calledName(callee: SyntaxNode): string | null {
  if (callee.type === "Identifier") return String(callee.name);
  if (callee.type === "MemberExpression" && isNode(callee.object)) return calledName(callee.object);
  return callee.type === "CallExpression" && isNode(callee.callee) ? calledName(callee.callee) : null;
}

function walkChildren(node: SyntaxNode, visitor: (child: SyntaxNode) => void): void {
  walk(node, (child, parent) => {
    if (parent === node) visitor(child);
  });
}
