import type { AnyNode } from "acorn";
import type { FrameOutcome } from "../execution/frame.ts";
import { asyncIterate, iterate } from "../promises/iterate.ts";
import type { Assembler } from "./assembler.ts";

/** `await`: suspends the frame. It resumes with what the value settles to. */
export function compileAwait(asm: Assembler, node: Extract<AnyNode, { type: "AwaitExpression" }>): void {
  asm.expression(node.argument);
  emitAwait(asm, asm.compilers.facts.dependentAwaits.has(node));
}

export function emitAwait(asm: Assembler, usesEarlier?: boolean): void {
  asm.awaits = true;
  asm.emit((frame) => {
    const outcome: FrameOutcome = { type: "await", value: frame.pop() };
    frame.outcome = usesEarlier === undefined ? outcome : { ...outcome, usesEarlier };
  });
}

export function compileYield(asm: Assembler, node: Extract<AnyNode, { type: "YieldExpression" }>): void {
  if (node.argument) asm.expression(node.argument);
  else asm.emit((frame) => frame.push(undefined));
  if (node.delegate) {
    compileDelegate(asm);
    return;
  }
  if (asm.isAsync) emitAwait(asm);
  emitYield(asm);
}

export function emitYield(asm: Assembler): void {
  asm.emit((frame) => {
    frame.outcome = { type: "yield", value: frame.pop() };
  });
}

/** `yield*`: yields the values of another iterable, sends it what `next` gets, and evaluates to its return value. */
function compileDelegate(asm: Assembler): void {
  const next = asm.label();
  const end = asm.label();
  asm.emit((frame, agent) => {
    const iterable = frame.pop();
    const iteration = asm.isAsync ? asyncIterate(agent, iterable) : iterate(agent, iterable);
    frame.handlers.push({
      type: "iteration",
      catchAt: null,
      finallyAt: null,
      scope: frame.scope,
      stack: frame.stack.length,
      iteration,
      finished: false,
    });
    frame.push(undefined);
  });
  asm.mark(next);
  emitNext(asm, end, true);
  emitYield(asm);
  asm.jump(next);
  asm.mark(end);
  asm.emit((frame) => frame.push(frame.handlers.pop()?.iteration?.returned?.()));
}

/**
 * Pushes the next value of the innermost iteration, awaiting it if needed, or jumps to `end`.
 * @param sends whether it pops a value and passes it to `next`
 */
export function emitNext(asm: Assembler, end: { target: number }, sends = false): void {
  asm.emit((frame) => {
    const sent = sends ? frame.pop() : undefined;
    const handler = frame.innermostHandler();
    handler.finished = true;
    const item = handler.iteration?.next(sent) ?? null;
    if (item === null) {
      frame.pc = end.target;
      return;
    }
    if ("awaited" in item) {
      frame.outcome = { type: "await", value: item.awaited, ...(!sends && { usesEarlier: false }) };
      return;
    }
    handler.finished = false;
    frame.push(item.value);
  });
  asm.emit((frame, agent) => {
    const handler = frame.innermostHandler();
    if (handler.iteration?.unwrap === undefined) return;
    const item = handler.iteration.unwrap(agent, frame.pop());
    if (item === null) {
      frame.pc = end.target;
      return;
    }
    handler.finished = false;
    frame.push(item.value);
  });
}
