import type { Refusal } from "../../engine/question/refusal.ts";

/** A refusal thrown by a port, which cannot return one: for example, because the disk is full. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause: unknown) {
    super(refusal.code, { cause });
    this.name = "RefusalError";
    this.refusal = refusal;
  }
}
