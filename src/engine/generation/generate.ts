import type { MisconceptionId } from "../question/ids.ts";
import type { StatedProgram } from "../question/misconception.ts";
import { refutes } from "./candidates.ts";
import { type ComputedQuestion, computedQuestion, orRefused, type StatedQuestion } from "./computed-question.ts";
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
    }
  /** Whether the program disproves the misconception. */
  | { readonly type: "counter-example"; readonly misconception: MisconceptionId; readonly example: StatedProgram };

export type GenerationResult =
  /** The question, the variants of the template (at least one), or none for a counter-example, which needs none. */
  | { readonly type: "generated"; readonly questions: readonly ComputedQuestion[] }
  | { readonly type: "rejected"; readonly reason: RejectedProgram }
  | RejectedVariant;

/** Does the work somewhere: in this thread, or in another one. */
export type Generate = (request: GenerationRequest) => Promise<GenerationResult>;

export function generated(request: GenerationRequest): GenerationResult {
  if (request.type === "counter-example") {
    const refuted = orRefused(() => refutes(request.example, request.misconception));
    if (refuted === true) return { type: "generated", questions: [] };
    return { type: "rejected", reason: refuted === false ? { type: "refutes-nothing" } : refuted };
  }
  if (request.type === "question") {
    const question = computedQuestion(request.stated, request.known);
    return "type" in question ? { type: "rejected", reason: question } : { type: "generated", questions: [question] };
  }
  const variants = variantsOf(request.template, request.count, request.known);
  return isRejected(variants) ? variants : { type: "generated", questions: variants };
}
