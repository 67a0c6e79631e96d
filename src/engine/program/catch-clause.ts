import { Frame } from "./frame.ts";
import type { Value } from "./values.ts";

/**
 * The catch clause around the statement that runs now, as a frame that runs it alone: for the minds whose `try`
 * reaches further than its own run. Null when no `try` stands around it.
 */
export function catchAround(frames: readonly Frame[]): ((error: Value) => Frame) | null {
  for (const frame of frames.toReversed()) {
    const handler = frame.handlers.findLast((one) => one.catchAt !== null);
    if (handler === undefined) continue;
    return (error) => {
      const init = { code: frame.code, callee: frame.callee, args: frame.args, newTarget: null, self: frame.self };
      const clause = new Frame({ ...init, scope: handler.scope, hasSelf: frame.hasSelf, began: frame.began });
      clause.outer = frame.outer;
      clause.endsAfterCatch = true;
      clause.enterCatch({ ...handler, finallyAt: null }, error);
      return clause;
    };
  }
  return null;
}
