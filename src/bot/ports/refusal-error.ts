import type { Refusal } from "../../engine/question/refusal.ts";

/** Thrown where a refusal cannot be returned: by a port that could not do its work, for a reason people are told. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause: unknown) {
    super(refusal.code, { cause });
    this.name = "RefusalError";
    this.refusal = refusal;
  }
}
