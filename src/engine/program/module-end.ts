import type { FunctionCode } from "./frame.ts";
import { performThen } from "./promise.ts";
import type { PromiseValue } from "./promise-value.ts";
import type { Agent, Value } from "./values.ts";

/**
 * An ES module that throws ends the program some microtasks later, however many are left, and before any tick: its
 * loader hears of the error through a chain of promises. The rounds are measured on Node 20, 22 and 24.
 */
export function endWhenModuleThrows(
  agent: Agent,
  module: PromiseValue,
  code: FunctionCode,
  end: (reason: Value) => void,
): void {
  const rounds = (code.awaits ? 4 : 3) + (agent.nodeLine === 20 ? 0 : 1);
  const label = "end of the module";
  const pass = (left: number, reason: Value) => {
    if (left <= 1) end(reason);
    else agent.loop.addMicrotask({ kind: "microtask", label, line: 0, run: () => pass(left - 1, reason) });
  };
  const rejected = (reason: Value) => pass(rounds, reason);
  performThen(agent, module, { label, line: 0, fulfilled: () => {}, rejected });
}
