import { availableParallelism } from "node:os";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { rejectedVariantMessage } from "../../content/question-files/template-file.ts";
import { type ReadBank, readBank } from "../../content/read-bank.ts";
import type { Bank } from "../../engine/bank/bank.ts";
import { isRejected, type Template, variantFrom } from "../../engine/generation/template.ts";
import { programOf, type Question } from "../../engine/question/question.ts";
import { computedChoiceFaults } from "../../engine/review/computed-choices.ts";
import { coverageGaps } from "../../engine/review/coverage.ts";
import { answerTells } from "../../engine/review/cueing.ts";
import type { Finding, Rule } from "../../engine/review/finding.ts";
import { nearDuplicates } from "../../engine/review/near-duplicates.ts";
import { termFaults } from "../../engine/review/terms.ts";
import { progressBar } from "../../oracle/campaign.ts";
import { atOnce } from "../../oracle/differential.ts";
import { runningNode } from "../../oracle/node-binaries.ts";
import { type Complaint, proveOnNode, proveRun } from "../../oracle/prove.ts";
import { bankFolders } from "../open-bank.ts";
import { Refused } from "../refused.ts";
import { chatLimitFaults } from "../reports/chat-limit-faults.ts";

/** A fault of the bank as `verify` tells it. */
interface VerifyFault {
  readonly file: string;
  readonly line: number;
  readonly rule: Rule;
  readonly message: string;
}

export interface Verified {
  readonly questions: number;
  readonly templates: number;
  readonly misconceptions: number;
  /** How many programs Node has run: of questions, of templates' samples, and counter-examples. */
  readonly programs: number;
  readonly faults: readonly VerifyFault[];
}

interface VerifyPlan {
  readonly folders: readonly BankFolder[];
  /** Questions that are made of each template. */
  readonly seeds: number;
  /** Processes at once. */
  readonly jobs: number;
  readonly progress: (total: number) => (done: number, said: string) => void;
}

/** Most programs wait for most of their time. */
const ordinaryJobs = 3 * availableParallelism();

/** Among others a program soon gets another chance alone, which tells more than a try beside the same others. */
const triesAmongOthers = 2;

/** Checks every question of the bank, every program on real Node. */
export async function verify(plan: VerifyPlan): Promise<Verified> {
  const read = await readBank(plan.folders, { variants: 1 });
  if ("faults" in read) {
    const faults = read.faults.map(({ file, line, field, message }) => ({
      file,
      line,
      rule: "schema" as const,
      message: field === "" ? message : `${field} ${message}`,
    }));
    return { questions: 0, templates: 0, misconceptions: 0, programs: 0, faults };
  }
  const { bank } = read;
  const samples = bank.templates.map((template) => sampleOf(bank, template, plan.seeds));
  const made = samples.flatMap(({ questions }) => questions);
  const proofs = proofsOf(bank, made);
  const unproved = await proveAll(proofs, plan);
  const findings = [
    ...samples.flatMap(({ findings: some }) => some),
    ...unproved,
    ...[...bank.questions, ...made].flatMap((question) => computedChoiceFaults(bank, question)),
    ...chatLimitFaults(wordsEn, bank, [...bank.questions, ...made]),
    ...reviewOf(read, plan),
  ];
  return {
    questions: bank.questions.length,
    templates: bank.templates.length,
    misconceptions: bank.misconceptions.length,
    programs: proofs.length,
    faults: findings.map((finding) => located(read, finding)).sort(byPlace),
  };
}

type ReadWell = Exclude<ReadBank, { readonly faults: unknown }>;

/** What no single question shows. Tells and coverage are owed by the bank that ships, not by a teacher's own files. */
function reviewOf(read: ReadWell, { folders }: VerifyPlan): readonly Finding[] {
  const { bank, objectives } = read;
  const ships = (of: "question" | "template" | "misconception") => (one: { readonly id: string }) =>
    read.placeOf(of, one.id, [])?.level === "built-in";
  const shipped: Bank = {
    ...bank,
    questions: bank.questions.filter(ships("question")),
    templates: bank.templates.filter(ships("template")),
    misconceptions: bank.misconceptions.filter(ships("misconception")),
  };
  const owed = folders.some(({ level }) => level === "built-in")
    ? [...answerTells(shipped), ...coverageGaps(shipped, objectives)]
    : [];
  return [...owed, ...nearDuplicates(bank), ...termFaults(bank)];
}

interface Sample {
  readonly questions: readonly Question[];
  readonly findings: readonly Finding[];
}

/** Questions of a template from the first seeds; so many of them must differ. */
function sampleOf(bank: Bank, template: Template, seeds: number): Sample {
  const known = new Map(bank.misconceptions.map(({ id, topic }) => [id, topic]));
  const made = Array.from({ length: seeds }, (_, index) => variantFrom(template, index + 1, known));
  const questions = made.flatMap((one) => (isRejected(one) ? [] : [one]));
  const finding = (message: string): Finding => ({
    rule: "template",
    of: "template",
    id: template.id,
    path: ["program"],
    message,
  });
  const unfit = made
    .flatMap((one) => (isRejected(one) ? [one] : []))
    .slice(0, 1)
    .map((one) => finding(rejectedVariantMessage(one)));
  const different = new Set(questions.map((question) => programOf(question)?.program)).size;
  const isPoor = different < Math.min(20, seeds * 0.8);
  const poor = isPoor ? [finding(`makes ${different} different programs from ${seeds} seeds; give it more slots`)] : [];
  return { questions, findings: [...unfit, ...poor] };
}

/** A program to be run, and whose it is. */
interface Proof {
  readonly isTimed: boolean;
  readonly of: Pick<Finding, "of" | "id">;
  readonly prove: (tries?: number) => Promise<Complaint>;
}

function proofsOf(bank: Bank, made: readonly Question[]): readonly Proof[] {
  const node = runningNode();
  const questions = [...bank.questions, ...made].filter((question) => programOf(question) !== null);
  const examples = bank.misconceptions.flatMap(({ id, counterExample }): Proof[] =>
    counterExample
      ? [{ of: { of: "misconception", id }, isTimed: false, prove: (tries) => proveRun(counterExample, node, tries) }]
      : [],
  );
  return [
    ...questions.map((question) => ({
      of: ownerOf(question),
      isTimed: question.kind === "timing",
      prove: (tries?: number) => proveOnNode(question, node, tries),
    })),
    ...examples,
  ];
}

function ownerOf({ id, idea: template }: Question): Proof["of"] {
  return id.startsWith(`${template}.`) ? { of: "template", id: template } : { of: "question", id };
}

/**
 * Timed programs run beside others that give way to them. What fails among others is proved once more alone, since
 * processes hold each other up.
 */
async function proveAll(proofs: readonly Proof[], plan: VerifyPlan): Promise<readonly Finding[]> {
  const show = plan.progress(proofs.length);
  let done = 0;
  const doubtful: Proof[] = [];
  const attempt = async (proof: Proof) => ({ proof, complaint: await proof.prove(triesAmongOthers) });
  const proveSome = async (some: readonly Proof[], jobs: number) => {
    for await (const { proof, complaint } of atOnce(some, jobs, attempt)) {
      done++;
      if (complaint) doubtful.push(proof);
      show(done, `${doubtful.length} to look at again`);
    }
  };
  const timedJobs = Math.ceil(plan.jobs / 3);
  const timed = proofs.filter(({ isTimed }) => isTimed);
  const others = proofs.filter(({ isTimed }) => !isTimed);
  await Promise.all([proveSome(timed, timedJobs), proveSome(others, Math.max(1, plan.jobs - timedJobs))]);
  const findings: Finding[] = [];
  for (const proof of doubtful) {
    const complaint = await proof.prove();
    if (complaint) findings.push({ ...proof.of, path: ["program"], ...complaint });
  }
  return findings;
}

function located(read: ReadWell, { of, id, path, rule, message }: Finding): VerifyFault {
  const place = of === "bank" ? null : read.placeOf(of, id, path);
  return { file: place?.file ?? "quizzes", line: place?.line ?? 1, rule, message };
}

function byPlace(one: VerifyFault, other: VerifyFault): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line;
}

interface VerifyOptions {
  readonly json?: boolean | undefined;
  readonly seeds: string;
  readonly jobs?: string | undefined;
}

/** Checks the bank and tells each fault by file and line; ends with exit code 1 on any. */
export async function printVerified(options: VerifyOptions): Promise<void> {
  const seeds = countOf("--seeds", options.seeds);
  const jobs = options.jobs === undefined ? ordinaryJobs : countOf("--jobs", options.jobs);
  const verified = await verify({ folders: bankFolders(), seeds, jobs, progress: progressBar });
  process.stdout.write(options.json ? `${JSON.stringify(verified)}\n` : verifiedText(verified));
  if (verified.faults.length > 0) process.exitCode = 1;
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Refused([`${option} is ${JSON.stringify(text)}; write a number from 1 to 9999.`]);
}

function verifiedText({ questions, templates, misconceptions, programs, faults }: Verified): string {
  const told = faults.map(({ file, line, rule, message }) => `${file}:${line} (${rule}) ${message}\n`).join("");
  const counts = `${questions} questions, ${templates} templates, ${misconceptions} misconceptions`;
  const outcome = faults.length === 0 ? "no fault" : `${faults.length} faults`;
  return `${told}${counts}; ${programs} programs run on Node: ${outcome}.\n`;
}
