import { type ComputedQuestion, computedQuestion, type StatedQuestion } from "./computed-question.ts";
import type { KnownMisconceptions, RejectedProgram } from "./generation-input.ts";
import { isRejected, type RejectedVariant, type Template, variantsOf } from "./template.ts";

/** Work of the generator. It is plain data, because it takes long enough to belong in another thread. */
export type GenerationRequest =
  | { readonly type: "question"; readonly stated: StatedQuestion; readonly known: KnownMisconceptions }
  /** At most `count` variants of a template. */
  | {
      readonly type: "variants";
      readonly template: Template;
      readonly count: number;
      readonly known: KnownMisconceptions;
    };

export type GenerationResult =
  /** At least one: the question, or the variants of the template. */
  | { readonly type: "generated"; readonly questions: readonly ComputedQuestion[] }
  | { readonly type: "rejected"; readonly reason: RejectedProgram }
  | RejectedVariant;

/** Does the work somewhere: in this thread, or in another one. */
export type Generate = (request: GenerationRequest) => Promise<GenerationResult>;

export function generated(request: GenerationRequest): GenerationResult {
  if (request.type === "question") {
    const question = computedQuestion(request.stated, request.known);
    return "type" in question
      ? { type: "rejected", reason: question }
      : { type: "generated", questions: [question] };
  }
  const variants = variantsOf(request.template, request.count, request.known);
  return isRejected(variants) ? variants : { type: "generated", questions: variants };
}
