import type { Words } from "../cards/words/words.ts";
import { rejectedVariantMessage } from "../content/question-files/template-file.ts";
import type { LoadedBank, ReadBank } from "../content/read-bank.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { isRejected, type Template, variantFrom } from "../engine/generation/template.ts";
import { programOf, type Question } from "../engine/question/question.ts";
import { wideCode } from "../engine/review/code-width.ts";
import { computedChoiceDiagnostics } from "../engine/review/computed-choices.ts";
import { coverageGaps } from "../engine/review/coverage.ts";
import { cueingDiagnostics } from "../engine/review/cueing.ts";
import {
  byLocation,
  type Diagnose,
  type Diagnostic,
  type Subject,
  sourceSubject,
} from "../engine/review/diagnostic.ts";
import { type GuessedPart, guessedParts, guessingDiagnostics } from "../engine/review/guessing.ts";
import { nearDuplicates } from "../engine/review/near-duplicates.ts";
import { wrongSums } from "../engine/review/stated-sums.ts";
import { termDiagnostics } from "../engine/review/terms.ts";
import { atOnce } from "../oracle/differential.ts";
import { runningNode } from "../oracle/node-binaries.ts";
import { type Disproof, proveOnNode, proveRun } from "../oracle/prove.ts";
import { chatLimitDiagnostics } from "./chat-texts.ts";

export interface Verification {
  readonly questions: number;
  readonly templates: number;
  readonly misconceptions: number;
  /** The programs that were run on Node: of questions, of variants, and counter-examples. */
  readonly programs: number;
  /** What a guesser reaches who knows nothing and looks at the form of the questions. */
  readonly guessed: readonly GuessedPart[];
  readonly diagnostics: readonly Diagnostic[];
}

interface VerificationPlan {
  readonly words: Words;
  /** The bank, from its files: a bank from the build does not know their lines. */
  readonly read: ReadBank;
  /** Variants of each template that are run on Node. */
  readonly seeds: number;
  /** Variants of each template that are shown to a guesser who knows nothing; 0 for no guesser. */
  readonly guesses: number;
  /** Processes that run at the same time. */
  readonly jobs: number;
  /** `once`: only the programs that one run proves, which leaves out times and races. */
  readonly proofs: "once" | "all";
  readonly progress: (total: number) => (done: number, note: string) => void;
}

/** While other programs run, a failing program is soon set aside: running it alone says more. */
const triesAmongOthers = 2;

/** Checks every question of the bank and runs every program on Node. */
export async function verify(plan: VerificationPlan): Promise<Verification> {
  const { read } = plan;
  if ("diagnostics" in read) {
    const nothing = { questions: 0, templates: 0, misconceptions: 0, programs: 0, guessed: [] };
    return { ...nothing, diagnostics: read.diagnostics };
  }
  const { bank } = read;
  const diagnose = diagnosing(read);
  const samples = bank.templates.map((template) => sampleOf(bank, template, Math.max(plan.seeds, plan.guesses)));
  const variants = (count: number) => samples.flatMap((sample) => sample.questions.slice(0, count));
  const questions = [...bank.questions, ...variants(plan.seeds)];
  const guessable = plan.guesses > 0 ? [...bank.questions, ...variants(plan.guesses)] : [];
  const proofs = proofsOf(bank, questions).filter(({ runs }) => plan.proofs === "all" || runs === "once");
  const disproved = await proveAll(proofs, plan, diagnose);
  const diagnostics = [
    ...samples.flatMap(({ template, messages }) =>
      messages.map((text) => diagnose("template", { of: "template", id: template, path: ["program"] }, text)),
    ),
    ...disproved,
    ...questions.flatMap((question) => computedChoiceDiagnostics(bank, question, diagnose)),
    ...wrongSums(questions, diagnose),
    ...chatLimitDiagnostics(plan.words, bank, questions, diagnose),
    ...reviewOf(read, variants(plan.seeds), diagnose),
    ...guessingDiagnostics(guessable, diagnose),
  ];
  return {
    questions: bank.questions.length,
    templates: bank.templates.length,
    misconceptions: bank.misconceptions.length,
    programs: proofs.length,
    guessed: guessedParts(guessable),
    diagnostics: diagnostics.sort(byLocation),
  };
}

function diagnosing({ locate }: LoadedBank): Diagnose {
  return (rule, subject, message) => {
    const { file, line } = (subject === "bank" ? null : locate(subject)) ?? { file: "quizzes", line: 1 };
    return { file, line, field: "", rule, message };
  };
}

/** Reviews of the bank as a whole. Cueing, coverage and the width of code apply to built-in questions only. */
function reviewOf(read: LoadedBank, variants: readonly Question[], diagnose: Diagnose): readonly Diagnostic[] {
  const { bank, objectives } = read;
  const isBuiltIn = (of: Subject["of"]) => (one: { readonly id: string }) =>
    read.locate({ of, id: one.id })?.level === "built-in";
  const builtIn: Bank = {
    ...bank,
    questions: bank.questions.filter(isBuiltIn("question")),
    templates: bank.templates.filter(isBuiltIn("template")),
    misconceptions: bank.misconceptions.filter(isBuiltIn("misconception")),
  };
  const ofBuiltIn = [builtIn.questions, builtIn.templates, builtIn.misconceptions].some((each) => each.length > 0)
    ? [
        ...cueingDiagnostics(builtIn, diagnose),
        ...coverageGaps(builtIn, objectives, diagnose),
        ...wideCode([...builtIn.questions, ...variants], diagnose),
      ]
    : [];
  return [...ofBuiltIn, ...nearDuplicates(bank, diagnose), ...termDiagnostics(bank, diagnose)];
}

interface Sample {
  readonly template: string;
  readonly questions: readonly Question[];
  readonly messages: readonly string[];
}

/** The first variants of a template. Enough of them must differ. */
function sampleOf(bank: Bank, template: Template, seeds: number): Sample {
  const known = new Map(bank.misconceptions.map(({ id, topic }) => [id, topic]));
  const questions: Question[] = [];
  const rejections: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const variant = variantFrom(template, seed, known);
    if (isRejected(variant)) rejections.push(rejectedVariantMessage(variant));
    else questions.push(variant);
  }
  const different = new Set(questions.map((question) => programOf(question)?.program)).size;
  const message = `makes ${different} different programs from ${seeds} seeds; give it more slots`;
  const messages = [...rejections.slice(0, 1), ...(different < Math.min(20, seeds * 0.8) ? [message] : [])];
  return { template: template.id, questions, messages };
}

/** A program to run on Node, with the file that contains it. */
interface Proof {
  /** How often the program may have to run: once, until its time is undisturbed, or until another order comes. */
  readonly runs: "once" | "timed" | "race";
  readonly subject: Subject;
  readonly prove: (tries?: number) => Promise<Disproof | null>;
}

function proofsOf(bank: Bank, questions: readonly Question[]): readonly Proof[] {
  const node = runningNode();
  const examples = bank.misconceptions.flatMap(({ id, counterExample }): Proof[] => {
    if (counterExample === null) return [];
    const subject: Subject = { of: "misconception", id };
    return [{ subject, runs: "once", prove: (tries) => proveRun(counterExample, node, tries) }];
  });
  return [
    ...questions
      .filter((question) => programOf(question) !== null)
      .map(
        (question): Proof => ({
          subject: sourceSubject(question),
          runs: runsOf(question),
          prove: (tries) => proveOnNode(question, node, tries),
        }),
      ),
    ...examples,
  ];
}

function runsOf(question: Question): Proof["runs"] {
  if (question.kind === "timing") return "timed";
  return question.kind === "output" && question.race !== null ? "race" : "once";
}

/**
 * Timed programs run at a higher priority than the others. Processes delay each other, so every program that fails is
 * run once more alone.
 */
async function proveAll(
  proofs: readonly Proof[],
  plan: VerificationPlan,
  diagnose: Diagnose,
): Promise<readonly Diagnostic[]> {
  const show = plan.progress(proofs.length);
  let done = 0;
  const doubtful: Proof[] = [];
  const attempt = async (proof: Proof) => ({ proof, disproof: await proof.prove(triesAmongOthers) });
  const proveSome = async (some: readonly Proof[], jobs: number) => {
    for await (const { proof, disproof } of atOnce(some, jobs, attempt)) {
      done++;
      if (disproof) doubtful.push(proof);
      show(done, `${doubtful.length} to repeat`);
    }
  };
  const timedJobs = Math.ceil(plan.jobs / 3);
  const timed = proofs.filter(({ runs }) => runs === "timed");
  const others = proofs.filter(({ runs }) => runs !== "timed");
  await Promise.all([proveSome(timed, timedJobs), proveSome(others, Math.max(1, plan.jobs - timedJobs))]);
  const diagnostics: Diagnostic[] = [];
  for (const { subject, prove } of doubtful) {
    const disproof = await prove();
    if (disproof) diagnostics.push(diagnose(disproof.rule, { ...subject, path: ["program"] }, disproof.message));
  }
  return diagnostics;
}
