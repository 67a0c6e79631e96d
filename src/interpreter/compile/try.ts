import type { AnyNode } from "acorn";
import type { Frame } from "../execution/frame.ts";
import type { Assembler } from "./assembler.ts";
import { boundNames } from "./syntax-tree.ts";

/** `try`: a handler surrounds the block. After `finally`, whatever left the block continues. */
export function compileTry(asm: Assembler, node: Extract<AnyNode, { type: "TryStatement" }>): void {
  const { block, handler, finalizer } = node;
  const catchAt = handler ? asm.label() : null;
  const finallyAt = finalizer ? asm.label() : null;
  const rest = asm.label();
  asm.emit((frame) => {
    const { scope, stack } = frame;
    const state = { scope, stack: stack.length, iteration: null, finished: false };
    frame.handlers.push({ type: "try", catchAt, finallyAt, ...state });
  });
  asm.handlers++;
  if (handler) asm.catches++;
  asm.statement(block);
  if (handler) asm.catches--;
  asm.handlers--;
  asm.emit((frame) => {
    frame.handlers.pop();
  });
  asm.jump(rest);
  if (handler && catchAt) {
    asm.mark(catchAt);
    compileCatch(asm, handler, finallyAt !== null);
  }
  asm.mark(rest);
  if (!finalizer || !finallyAt) return;
  asm.emit((frame) => {
    frame.postponed.push({ type: "normal", value: undefined });
  });
  asm.mark(finallyAt);
  asm.statement(finalizer);
  asm.emit(endFinally);
}

function compileCatch(asm: Assembler, clause: Extract<AnyNode, { type: "CatchClause" }>, hasFinally: boolean): void {
  if (hasFinally) asm.handlers++;
  const names = boundNames(clause.param ?? null);
  asm.inScope(
    (scope) => {
      for (const name of names) scope.reserve(name, false);
    },
    () => {
      if (clause.param) asm.pattern(clause.param, "parameter");
      else asm.pop();
      asm.statement(clause.body);
    },
  );
  asm.emit((frame) => {
    if (frame.endsAfterCatch) frame.leave({ type: "return", value: undefined });
  });
  if (!hasFinally) return;
  asm.handlers--;
  asm.emit((frame) => {
    frame.handlers.pop();
  });
}

function endFinally(frame: Frame): void {
  const postponed = frame.postponed.pop();
  if (postponed !== undefined && postponed.type !== "normal") frame.leave(postponed);
}
