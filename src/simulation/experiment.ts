import { bankOf, type TemplateVariants } from "../engine/bank/bank.ts";
import { learnerModelOf } from "../engine/learner/learner-model.ts";
import { type LearnerParameters, learnerParameters } from "../engine/learner/learner-parameters.ts";
import { type ChoiceWeights, choiceWeights } from "../engine/learner/learner-today.ts";
import type { QuestionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import { type CourseBank, type CourseResult, runCourse, runDiagnosis } from "./course.ts";
import type { PolicyName } from "./policies.ts";
import type { LearnerGroup } from "./simulated-learner.ts";

/** A bank as plain data, which a thread can receive. */
export interface BankData {
  readonly questions: readonly Question[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly TemplateVariants[];
  /** The curated first questions. */
  readonly first: readonly QuestionId[];
}

/** Parts of the engine's policy that can be turned on or off, to measure what they are worth. */
export const variantNames = [
  "without forgetting",
  "without the person's own share",
  "without the person's own reliability",
  "without reviews and returns",
  "with prerequisites first",
  "with the difficulty band",
  "without mixing kinds and topics",
] as const;
export type VariantName = (typeof variantNames)[number];

/** So many answers or misconceptions that a person's own never count. */
const never = 1e9;

const variants: Readonly<Record<VariantName, Partial<ChoiceWeights & LearnerParameters>>> = {
  "without forgetting": { relapse: 0 },
  "without the person's own share": { priorWeight: never },
  "without the person's own reliability": { reliabilityWeight: never },
  "without reviews and returns": { review: 0, returns: 0 },
  "with prerequisites first": { prerequisites: 4 },
  "with the difficulty band": { difficulty: 0.5 },
  "without mixing kinds and topics": { monotony: 0 },
};

/** One simulated person, who studies once under each policy. */
export interface PersonTrial {
  readonly group: LearnerGroup;
  readonly person: number;
  readonly seed: number;
  readonly questionsPerDay: number;
  readonly policies: readonly PolicyName[];
  /** Whether each policy also runs a placement test. */
  readonly diagnoses: boolean;
  /** Of the engine's own policy. */
  readonly variants: readonly VariantName[];
}

export interface TrialResult {
  readonly policy: PolicyName;
  /** Null for the policy as it is. */
  readonly variant: VariantName | null;
  readonly course: CourseResult;
  /** Null if the beliefs never got right enough, or there was no placement test. */
  readonly answersTo90: number | null;
}

/** Prepares a bank for trials. */
export function trialsOn({
  questions,
  misconceptions,
  templates,
  first,
}: BankData): (trial: PersonTrial) => TrialResult[] {
  const bank = bankOf(questions, misconceptions, templates, first);
  const plain: CourseBank = {
    bank,
    model: learnerModelOf(bank),
    weights: choiceWeights,
    parameters: learnerParameters,
  };
  return ({ group, person, seed, questionsPerDay, policies, diagnoses, variants: some }) => {
    const who = { group, seed: `${seed} ${group} ${person}` };
    return [
      ...policies.map((policy) => ({
        policy,
        variant: null,
        course: runCourse(plain, { ...who, policy, questionsPerDay }),
        answersTo90: diagnoses ? runDiagnosis(plain, { ...who, policy }) : null,
      })),
      ...some.map((variant) => ({
        policy: "ours" as const,
        variant,
        course: runCourse(varied(plain, variant), { ...who, policy: "ours", questionsPerDay }),
        answersTo90: diagnoses ? runDiagnosis(varied(plain, variant), { ...who, policy: "ours" }) : null,
      })),
    ];
  };
}

function varied(plain: CourseBank, name: VariantName): CourseBank {
  const changes = variants[name];
  return {
    ...plain,
    weights: { ...choiceWeights, ...changes },
    parameters: { ...learnerParameters, ...changes },
  };
}
