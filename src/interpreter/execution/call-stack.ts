import type { RunningCode } from "../values/agent.ts";
import type { Frame } from "./frame.ts";

/** The calls in progress, outermost first. */
export class CallStack implements RunningCode {
  readonly frames: Frame[] = [];

  get innermost(): Frame | undefined {
    return this.frames.at(-1);
  }

  get inAsyncFunction(): boolean {
    return this.frames.some((frame) => frame.canSuspend && frame.code.kind !== "file");
  }

  get inAsyncCode(): boolean {
    return this.frames.some(({ code }) => code.isAsync && (code.kind !== "file" || code.awaits));
  }

  get canSuspend(): boolean {
    return this.innermost?.canSuspend ?? false;
  }

  get inListOfAll(): boolean {
    return (this.innermost?.listsOfAll ?? 0) > 0;
  }

  get dropsValue(): boolean {
    return this.innermost?.dropsValue ?? false;
  }

  get call(): object | null {
    return this.innermost === undefined || this.innermost.code.kind === "file" ? null : this.innermost;
  }
}
