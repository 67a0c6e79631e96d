import { expect } from "vitest";
import { button, type Card, type Form, type Reply } from "../../src/cards/card.ts";
import { dailyPostCard, dailyToComeCard, noDailyCard } from "../../src/cards/daily/daily-card.ts";
import { insightsCard, noInsightsCard } from "../../src/cards/insights/insights-card.ts";
import { leaderboardCard, ownRanksCard } from "../../src/cards/leaderboard/leaderboard-card.ts";
import { linkCodeCard, linkedCard } from "../../src/cards/learner/link-card.ts";
import { homeCard, progressCard } from "../../src/cards/learner/progress-card.ts";
import { aboutCard } from "../../src/cards/notices/about-card.ts";
import {
  helpCard,
  noticeCard,
  refusalCard,
  reportForm,
  reportSavedCard,
  withCommands,
} from "../../src/cards/notices/notice-card.ts";
import { plainText } from "../../src/cards/plain-text.ts";
import { wordsOf } from "../../src/cards/prose.ts";
import { type ConfidenceView, moreCard, type WhyView } from "../../src/cards/question/more-card.ts";
import { type AnswerIds, questionCard } from "../../src/cards/question/question-card.ts";
import { closedCard, type VerdictView, verdictCard } from "../../src/cards/question/verdict-card.ts";
import { savedCard, settingsCard, settingsForm } from "../../src/cards/settings/settings-card.ts";
import { stepCard, traceForm, traceRefusedCard, traceSummaryCard } from "../../src/cards/trace/trace-card.ts";
import type { Words } from "../../src/cards/words/words.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { dayNumber, leaderboardWindows } from "../../src/engine/community/calendar.ts";
import { leaderboard } from "../../src/engine/community/leaderboard.ts";
import { learnerModelOf } from "../../src/engine/learner/learner-model.ts";
import { progressOf } from "../../src/engine/learner/progress.ts";
import { streakOf } from "../../src/engine/learner/streak.ts";
import {
  type Answer,
  type Choice,
  type Presentation,
  shownBy,
  type VerdictReply,
} from "../../src/engine/question/answer.ts";
import { grade } from "../../src/engine/question/diagnosis.ts";
import type { AccountId, MisconceptionId, PresentationId } from "../../src/engine/question/ids.ts";
import type { Misconception } from "../../src/engine/question/misconception.ts";
import {
  choicesOf,
  digestOf,
  type ProgramTimeline,
  type Question,
  type TimePart,
} from "../../src/engine/question/question.ts";
import type { Refusal } from "../../src/engine/question/refusal.ts";
import { analyse } from "../../src/interpreter/analysis/analyse.ts";
import { traceProgram } from "../../src/interpreter/analysis/trace.ts";
import { tracedProgram } from "../../src/interpreter/analysis/traced-program.ts";
import { parseProgram } from "../../src/interpreter/compile/parse.ts";
import {
  recordOf,
  sampleAnswer,
  sampleChooseAll,
  sampleProgram,
  sampleQuestion,
  sampleSteps,
} from "../engine/samples.ts";
import { sampleInsights, sampleView } from "./insights/sample-insights.ts";

/** One state of a screen. */
interface Shot {
  readonly name: string;
  readonly reply: Exclude<Reply, { type: "suggestions" }>;
}

/** Every screen with its states, by name. Authors' texts are in ⟨brackets⟩, to tell them from the words. */
export function screensOf(words: Words): Readonly<Record<string, readonly Shot[]>> {
  return {
    question: questionShots(words),
    verdict: verdictShots(words),
    daily: dailyShots(words),
    leaderboard: leaderboardShots(words),
    learner: learnerShots(words),
    insights: [
      { name: "of six weeks", reply: insightsCard(words, sampleView()) },
      { name: "with more than fits", reply: insightsCard(words, sampleView({ rows: 1, command: null })) },
      {
        name: "before anything is met by five people",
        reply: insightsCard(
          words,
          sampleView({ insights: { ...sampleInsights, misconceptions: [], correctedThisWeek: 0, hardest: [] } }),
        ),
      },
      { name: "of four people", reply: noInsightsCard(words, []) },
    ],
    settings: settingsShots(words),
    report: [
      { name: "form", reply: reportForm(words, "id") },
      { name: "thanks", reply: reportSavedCard(words, [nextOf(words)]) },
    ],
    trace: traceShots(words),
    notices: noticeShots(words),
    refusals: refusals.map((refusal) => ({ name: refusal.code, reply: refusalCard(words, refusal, []) })),
  };
}

/** A card or form as plain text, with its buttons. */
export function textOf(reply: Card | Form): string {
  if (reply.type === "form") return formText(reply);
  const rows = reply.buttons.map((row) =>
    row.map(({ label, spoken, style }) => `[${label}${spoken === label ? "" : ` = ${spoken}`} (${style})]`).join(" "),
  );
  const below = plainText({ ...reply, title: "below", blocks: reply.reference });
  return [
    `${reply.tone}: ${plainText(reply)}`,
    ...(rows.length > 0 ? [rows.join("\n")] : []),
    ...(reply.reference.length > 0 ? [below] : []),
  ].join("\n\n");
}

function formText(form: Form): string {
  const fields = form.fields.map((field) => {
    const options = field.kind === "option" ? field.options.map(({ value, label }) => `\n  ${value}: ${label}`) : [];
    return `${field.label} (${field.hint}) = ${JSON.stringify(field.value)}${options.join("")}`;
  });
  return [`form: ${form.title}`, wordsOf(form.intro), ...fields, `[${form.submit}]`].join("\n\n");
}

const ids: AnswerIds = {
  pick: (position) => `pick ${position}`,
  press: (position) => `press ${position}`,
  send: () => "send",
  open: () => "open",
};

function nextOf(words: Words) {
  return button("next", words.verdict.next, "primary");
}

/** A copy in which every text of an author is in brackets. */
function bracketed<Value>(value: Value): Value {
  const written = new Set(["prompt", "text", "explanation", "refutation", "title", "belief", "tempting", "truth"]);
  const copy: Value = JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    typeof inner === "string" && written.has(key) ? `⟨${inner}⟩` : inner,
  );
  return copy;
}

const catalogue: readonly Misconception[] = ["misconception-a", "misconception-b"].map((id) =>
  bracketed({
    id: id as MisconceptionId,
    belief: `the ${id}`,
    tempting: `why ${id} tempts`,
    truth: `what is true instead of ${id}`,
    counterExample: null,
    topic: "event-loop",
    prerequisites: [],
    sources: [],
  }),
);

const written = bracketed(sampleQuestion("written"));
const steps = bracketed(
  sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], misconceptions: ["misconception-a"] }]),
);
/** The order 2, 3, 1 is one swap away from the known mistake. */
const nearMiss: Question = {
  ...steps,
  mistakes: steps.mistakes.map((mistake) => ({ ...mistake, order: [2, 1, 0] })),
};
const set = bracketed(
  sampleChooseAll([
    { right: true, misconceptions: ["misconception-a"] },
    { right: true, misconceptions: ["misconception-a"] },
    { right: false, misconceptions: ["misconception-b"] },
  ]),
);
const output = {
  ...sampleProgram([["1", "2"], ["2", "1"], ["1"], null], { program: "cpu(5);\nconsole.log(1);\nconsole.log(2);" }),
  explanation: "⟨So it is.⟩",
  source: { title: "⟨A page⟩", url: "https://example.org/" },
};
const failing: Question = { ...output, program: "process.nextTick(load);\nconsole.log(1);", fails: true };
const [wrongOutput, ...otherOutputs] = output.wrong;
const diverging: Question = {
  ...output,
  wrong: [
    {
      output: ["2", "1"],
      misconceptions: ["misconception-a" as MisconceptionId],
      pair: null,
    },
    ...(wrongOutput ? [{ ...wrongOutput, misconceptions: catalogue.map(({ id }) => id) }] : []),
    ...otherOutputs,
  ],
};
function partOf(line: number, milliseconds: number): TimePart {
  return { what: "wait", line, milliseconds };
}

function timelineOf(program: string): ProgramTimeline {
  const { run, thread, waits } = traceProgram(parseProgram(program, "module"), { nodeLine: 20 });
  return { elapsedMs: run.elapsedMs, thread, waits };
}

const timing: Question = {
  id: output.id,
  topic: output.topic,
  kind: "timing",
  difficulty: 3,
  module: "module",
  program: "await network(300);\nawait disk(100);\nworker(5);\ndiskSync(20);",
  right: { milliseconds: 400 },
  parts: [partOf(1, 300), partOf(2, 100)],
  timeline: timelineOf("await network(300);\nawait disk(100);\nworker(5);\ndiskSync(20);"),
  wrong: [
    {
      milliseconds: 300,
      misconceptions: catalogue.map(({ id }) => id),
      pair: null,
      sums: [
        { counted: [partOf(1, 300)], reason: { kind: "after", part: partOf(2, 100), after: partOf(1, 300) } },
        { counted: [partOf(1, 300)], reason: null },
      ],
    },
    {
      milliseconds: 600,
      misconceptions: ["misconception-b" as MisconceptionId],
      pair: null,
      sums: [
        {
          counted: [partOf(1, 300), partOf(2, 100), partOf(3, 100), partOf(3, 100)],
          reason: {
            kind: "overlap",
            parts: [partOf(2, 100), { ...partOf(3, 100), what: "worker" }],
            together: false,
            areAllWaits: false,
          },
        },
      ],
    },
    { milliseconds: 500, misconceptions: [], pair: null, sums: [] },
    {
      milliseconds: 700,
      misconceptions: ["misconception-b" as MisconceptionId],
      pair: null,
      sums: [{ counted: [partOf(1, 300), partOf(2, 400)], reason: { kind: "during", part: partOf(1, 300) } }],
    },
    { milliseconds: 800, misconceptions: ["misconception-b" as MisconceptionId], pair: null, sums: [null] },
  ],
  explanation: output.explanation,
  source: output.source,
  position: 0,
  idea: "timing",
  about: [],
};
const questions = [written, steps, set, diverging, timing] as const;
const bank = bankOf(questions, catalogue);

function presentationOf(question: Question): Presentation {
  return {
    id: "presentation" as PresentationId,
    community: null,
    account: "account" as AccountId,
    question: question.id,
    digest: digestOf(question),
    shown: [...choicesOf(question).keys()].reverse(),
    reason: "play",
    topic: null,
    presentedAt: 0,
    chosen: null,
    closedAt: null,
  };
}

function questionShots(words: Words): readonly Shot[] {
  const shot = (
    name: string,
    question: Question,
    pressed: readonly number[],
    note: "new" | "missed" | "again" | "practice",
  ) => {
    const place = note === "new" ? { number: 3, of: 46 } : null;
    const view = { question, presentation: presentationOf(question), pressed, note, place, ids };
    return { name, reply: questionCard(words, view) };
  };
  return [
    shot("in words", written, [], "new"),
    shot("missed before", written, [], "missed"),
    shot("asked again", written, [], "again"),
    shot("for practice", written, [], "practice"),
    shot("printed lines", output, [], "new"),
    shot("printed lines and an error report", failing, [], "new"),
    shot("a time", timing, [], "new"),
    shot("an order, nothing pressed", steps, [], "new"),
    shot("an order, half pressed", steps, [1], "new"),
    shot("an order, all pressed", steps, [1, 0, 2], "new"),
    shot("a set, nothing pressed", set, [], "new"),
    shot("a set, two pressed", set, [0, 2], "new"),
  ];
}

function verdictShots(words: Words): readonly Shot[] {
  const shot = (
    question: Question,
    choice: Choice,
    over: Partial<Pick<VerdictView, "answeredBefore" | "points" | "correction">> & { reply?: VerdictReply } = {},
  ): Shot => {
    const { right, diagnosis } = grade(question, choice, bank.topicOf);
    const { reply = null } = over;
    const shown = shownBy({ diagnosis, reply });
    const asked = diagnosis.asked.map(bank.misconception).filter((one) => one !== null);
    const presentation = presentationOf(question);
    const isAsking = reply === null && asked.length > 0;
    const view = {
      question,
      presentation,
      choice,
      right,
      points: over.points ?? (right ? question.difficulty : 0),
      answeredBefore: over.answeredBefore ?? false,
      shown: shown && bank.misconception(shown),
      asking: isAsking ? { misconceptions: asked, buttonId: (id: unknown) => `thought ${id}` } : null,
      replied: reply !== null,
      correction: over.correction ?? null,
      replacesQuestion: true,
      notes: [],
      buttons: [
        nextOf(words),
        ...(isAsking || right ? [] : [button("similar", words.verdict.similar)]),
        ...(isAsking ? [] : [button("more", words.verdict.more)]),
      ],
    };
    const after = reply === null ? "" : `, then ${reply.thought ?? "none of these"}`;
    return { name: `${question.kind} ${choice}${after}`, reply: verdictCard(words, view) };
  };
  const replies: readonly VerdictReply[] = [...catalogue.map(({ id }) => ({ thought: id })), { thought: null }];
  const closed = words.verdict.closed(words.date("2026-11-24"), words.time(540), "UTC");
  const buttons = [button("practise", words.verdict.practise), nextOf(words)];
  const [misconception = expect.unreachable()] = catalogue;
  const ask: ConfidenceView = {
    type: "ask",
    buttons: [button("sure", words.more.sure), button("guess", words.more.guess)],
  };
  const more = (
    question: Question,
    choice: Choice,
    why: WhyView | null = null,
    confidence: ConfidenceView = ask,
  ): Shot => {
    const { right, diagnosis } = grade(question, choice, bank.topicOf);
    const shown = diagnosis.named && bank.misconception(diagnosis.named);
    const reportButton = button("report", words.report.button, "quiet");
    const view = { question, presentation: presentationOf(question), choice, right, shown };
    const reply = moreCard(words, { ...view, why, confidence, buttons: [nextOf(words), reportButton] });
    const said = confidence.type === "said" ? `, ${confidence.confidence}` : "";
    return { name: `${question.kind} ${choice}, more${why ? ` because ${why.type}` : ""}${said}`, reply };
  };
  return [
    shot(written, 0),
    shot(written, 0, { correction: { misconception, corrected: 12, of: 33 } }),
    shot(written, 0, { answeredBefore: true, points: 0 }),
    shot(written, 1),
    shot(written, "unknown"),
    ...[1, 2, 3, 4].map((choice) => shot(diverging, choice)),
    ...replies.map((reply) => shot(diverging, 2, { reply })),
    ...[1, 2, 3, 4, 5].map((choice) => shot(timing, choice)),
    ...([written, diverging, timing] as const).map((question) => more(question, 1)),
    more(set, [2]),
    more(steps, [1, 0, 2]),
    more(timing, "unknown"),
    more(written, 1, null, { type: "said", confidence: "sure" }),
    more(written, 0, null, { type: "said", confidence: "guess" }),
    ...replies.map((reply) => shot(timing, 1, { reply })),
    shot(nearMiss, [1, 2, 0]),
    ...[catalogue[0]?.id ?? null, null].map((thought) => shot(nearMiss, [1, 2, 0], { reply: { thought } })),
    ...[
      [1, 0, 2],
      [2, 1, 0],
      [0, 2, 1],
      [0, 1, 2],
    ].map((order) => shot(steps, order)),
    shot(steps, "unknown"),
    ...[[0], [0, 2], [2], [0, 1, 2], [0, 1]].map((chosen) => shot(set, chosen)),
    shot(set, "unknown"),
    {
      name: "closed",
      reply: closedCard(words, { question: steps, presentation: presentationOf(steps), closed, buttons }),
    },
  ];
}

function dailyShots(words: Words): readonly Shot[] {
  const shot = (name: string, question: Question, revealed: Question | null, answered: number, date: string | null) => {
    const reveal = revealed && {
      date: "2026-11-24",
      question: revealed,
      presentation: presentationOf(revealed),
      answered,
      right: Math.floor(answered / 2),
      count: (choice: number) => (choice < 2 ? answered / 2 : 0),
    };
    const view = { question, presentation: presentationOf(question), date, answered, reveal, ids };
    return { name, reply: dailyPostCard(words, view) };
  };
  const when = words.moment(words.date("2026-11-25"), words.time(540));
  return [
    shot("first", written, null, 0, "2026-11-25"),
    shot("with the answer to the last one", set, written, 12, "2026-11-25"),
    shot("with the answer to an order", written, steps, 2, "2026-11-25"),
    shot("with an answer that nobody gave", written, steps, 0, "2026-11-25"),
    shot("sample", written, null, 0, null),
    { name: "none", reply: noDailyCard(words, "#general") },
    { name: "still to come", reply: dailyToComeCard(words, when, "UTC", [nextOf(words)]) },
    {
      name: "in a direct message",
      reply: noticeCard("neutral", words.daily.noneTitle, [words.daily.elsewhere], [nextOf(words)]),
    },
  ];
}

function leaderboardShots(words: Words): readonly Shot[] {
  const standings = Array.from({ length: 12 }, (_, index) => ({
    account: `account${index}` as AccountId,
    name: `⟨player ${index}⟩`,
    points: 40 - 3 * index,
  }));
  const windows = leaderboardWindows.map((window): Shot => {
    const current = leaderboard(standings, "account11" as AccountId);
    const ends = window === "all" ? null : "2026-11-30";
    const zone = window === "today" ? null : "Europe/Berlin";
    const buttons = [button("window", words.windowName(window))];
    return { name: window, reply: leaderboardCard(words, { leaderboard: current, window, zone, ends, buttons }) };
  });
  const empty = leaderboard([], "account0" as AccountId);
  const own = leaderboard(standings, "account3" as AccountId).own;
  const ranks = [
    { workspace: "⟨first server⟩", own, players: 12 },
    { workspace: "⟨second server⟩", own: null, players: 3 },
  ];
  const title = words.leaderboard.title("week");
  return [
    ...windows,
    {
      name: "empty",
      reply: leaderboardCard(words, {
        leaderboard: empty,
        window: "week",
        zone: "UTC",
        ends: "2026-11-30",
        buttons: [],
      }),
    },
    { name: "own ranks", reply: ownRanksCard(words, { ranks, window: "week", buttons: [] }) },
    { name: "no rank anywhere", reply: noticeCard("neutral", title, [words.leaderboard.nowhere], []) },
  ];
}

function learnerShots(words: Words): readonly Shot[] {
  const today = "2026-11-24";
  const of = (answers: readonly Answer[], openMisconceptions: readonly Misconception[]) =>
    progressCard(words, {
      progress: progressOf(learnerModelOf(bank), recordOf(bank, answers), dayNumber(today)),
      openMisconceptions,
      days: answers.map(({ localDate, points }) => ({ date: localDate, answers: 1, points })),
      today,
      streak: streakOf({ played: answers.map(({ localDate }) => localDate), posted: [] }, today),
      workOn: () => "id",
      buttons: [nextOf(words)],
    });
  const answers = [
    sampleAnswer(written, 1, { localDate: "2026-11-23" }),
    sampleAnswer(written, 0, { localDate: "2026-11-24" }),
  ];
  const many = Array.from({ length: 7 }, () => catalogue[0]).filter((one) => one !== undefined);
  const weekly = leaderboardCard(words, {
    leaderboard: leaderboard([], "account0" as AccountId),
    window: "week",
    zone: "UTC",
    ends: "2026-11-30",
    buttons: [],
  });
  const { home } = words;
  const buttons = [home.answerDaily, home.seeDaily, home.leaderboard, home.help, home.settings].map((label) => [
    button("id", label),
  ]);
  const page = (daily: { question: Question; answered: boolean } | null) =>
    homeCard(words, { progress: of([], []), daily, leaderboard: weekly, buttons });
  return [
    { name: "nothing answered", reply: of([], []) },
    { name: "some answered, no open misconception", reply: of(answers, []) },
    { name: "many open misconceptions", reply: of(answers, many) },
    { name: "home, no question today", reply: page(null) },
    { name: "home, question open", reply: page({ question: written, answered: false }) },
    { name: "home, question answered", reply: page({ question: output, answered: true }) },
  ];
}

function settingsShots(words: Words): readonly Shot[] {
  const next = `${words.moment(words.date("2026-11-25"), words.time(540))} (UTC)`;
  const schedule = {
    channel: "⟨general⟩",
    minuteOfDay: 540,
    weekdays: [1, 2, 3, 4, 5],
    next,
    failure: null,
    doubtful: null,
  };
  const reports = { count: 4, days: 30, command: "async-quiz reports" };
  const { settings } = words;
  const buttons = [
    button("change", settings.change, "primary"),
    button("test", settings.test),
    button("off", settings.off),
  ];
  const troubles = (["no-permission", "no-channel", "unreachable"] as const).map((failure) => ({
    ...schedule,
    failure,
  }));
  const view = { channelName: "#general", reports, buttons };
  const fields = { id: "id", channel: "C0GENERAL", time: "09:00", zone: "UTC", days: "mon-fri" };
  const notice = (name: string, title: string, sentence: string): Shot => ({
    name,
    reply: noticeCard("neutral", title, [sentence], []),
  });
  return [
    { name: "nothing set up", reply: settingsCard(words, { ...view, zone: null, schedules: [] }) },
    {
      name: "channels with troubles",
      reply: settingsCard(words, {
        ...view,
        zone: "Europe/Berlin",
        schedules: [...troubles, { ...schedule, weekdays: [1, 3, 7], doubtful: "2026-11-24" }],
      }),
    },
    { name: "form", reply: settingsForm(words, fields) },
    { name: "saved", reply: savedCard(words, { zone: "UTC", schedule, buttons }) },
    { name: "saved without a zone", reply: savedCard(words, { zone: null, schedule, buttons }) },
    notice("turned off", settings.offTitle, settings.turnedOff(2)),
    notice("sample posted", settings.testTitle, settings.tested),
    ...Object.values(settings.testFailed).map((sentence) => notice("no sample", settings.testFailedTitle, sentence)),
    notice("sample lost", settings.testUncertainTitle, settings.testUncertain),
  ];
}

const racing = 'setTimeout(() => console.log("b"), 0);\nsetImmediate(() => console.log("c"));';
const waiting = `async function load() {
  await network(30);
  console.log("loaded");
}
load();
setInterval(() => console.log("tick"), 10).unref();
process.nextTick(() => cpu(20));
setTimeout(() => console.log("late"), 5);
console.log("end");`;
const throwing = 'Promise.resolve().then(() => console.log("a"));\nthrow new Error("x");';
const clock = "setTimeout(() => console.log(Date.now() % 7), 5);";

function traceShots(words: Words): readonly Shot[] {
  const shots = [racing, waiting, throwing, clock, ""].flatMap((source, index): Shot[] => {
    const program = tracedProgram(analyse(source, { module: "commonjs", nodeLine: 20 }));
    const wrong = program.wrong.slice(0, 2).map((each) => ({ belief: `⟨${each.misconception}⟩`, wrong: each }));
    const buttons = [button("start", words.trace.start, "primary"), button("another", words.trace.another)];
    const moves = Object.values(words.trace.moves).map((label) => button("move", label));
    const steps = source === waiting ? [...program.steps.keys()] : [0];
    return [
      { name: `summary ${index}`, reply: traceSummaryCard(words, { program, predictions: wrong, buttons }) },
      ...steps.map((step) => ({
        name: `summary ${index}, step ${step + 1}`,
        reply: stepCard(words, { source, program, index: step, buttons: moves }),
      })),
    ];
  });
  const advice = Object.keys(words.trace.advice).map((code) => ({
    name: `refused: ${code}`,
    reply: traceRefusedCard(
      words,
      { code: code as keyof Words["trace"]["advice"], message: "⟨what is refused⟩", line: 3, column: 7 },
      [],
    ),
  }));
  return [{ name: "form", reply: traceForm(words, "id") }, ...shots, ...advice];
}

function noticeShots(words: Words): readonly Shot[] {
  const { forget, crash, help } = words;
  const lines = [
    { path: "play", arguments: "[TOPIC]", text: help.play, adminsOnly: false },
    { path: "daily", arguments: "", text: help.daily, adminsOnly: false },
    { path: "leaderboard", arguments: "[today|week|month|all]", text: help.leaderboard, adminsOnly: false },
    { path: "progress", arguments: "", text: help.progress, adminsOnly: false },
    { path: "trace", arguments: "", text: help.trace, adminsOnly: false },
    { path: "help", arguments: "", text: help.help, adminsOnly: false },
    { path: "link", arguments: "[CODE]", text: help.link, adminsOnly: false },
    { path: "unlink", arguments: "", text: help.unlink, adminsOnly: false },
    { path: "forget", arguments: "", text: help.forget, adminsOnly: false },
    { path: "settings", arguments: "", text: help.settings, adminsOnly: true },
    { path: "settings daily", arguments: "CHANNEL TIME [ZONE] [DAYS]", text: help["settings-daily"], adminsOnly: true },
    { path: "settings daily off", arguments: "[CHANNEL]", text: help["settings-daily-off"], adminsOnly: true },
    { path: "settings daily test", arguments: "", text: help["settings-daily-test"], adminsOnly: true },
  ];
  const aboutView = {
    version: "1.2.3",
    questions: 225,
    templates: 41,
    repository: "https://example.org/source",
    buttons: [],
  };
  const unknown = refusalCard(words, { code: "unknown-command", typed: "⟨ply⟩", nearest: "play" }, []);
  const linked = [
    { chat: "discord", name: "⟨Ada⟩" },
    { chat: "⟨another chat⟩", name: "⟨Ada L.⟩" },
  ];
  const ask = [button("yes", forget.confirm, "danger"), button("no", forget.decline)];
  return [
    { name: "about", reply: aboutCard(words, aboutView) },
    { name: "help", reply: helpCard(words, lines, [nextOf(words)]) },
    { name: "unknown command", reply: withCommands(words, unknown, lines) },
    { name: "forget", reply: noticeCard("neutral", forget.title, [forget.ask, forget.askLinked], ask) },
    { name: "forgotten", reply: noticeCard("neutral", forget.doneTitle, [forget.done], []) },
    { name: "not forgotten", reply: noticeCard("neutral", forget.notDeletedTitle, [forget.notDeleted], []) },
    { name: "link code", reply: linkCodeCard(words, { code: "⟨A1B2-C3D4⟩", minutes: 10, accounts: linked.slice(1) }) },
    { name: "link code again", reply: linkCodeCard(words, { code: "⟨A1B2-C3D4⟩", minutes: 10, accounts: linked }) },
    { name: "linked", reply: linkedCard(words, linked) },
    { name: "unlinked", reply: noticeCard("neutral", words.link.unlinkedTitle, [words.link.unlinked], []) },
    { name: "crash", reply: noticeCard("refused", crash.title, [crash.text], []) },
    { name: "late form", reply: noticeCard("neutral", words.settings.formTitle, [crash.late], []) },
  ];
}

const refusals: readonly Refusal[] = [
  { code: "unknown-command", typed: `⟨${"ply ".repeat(40)}`, nearest: null },
  { code: "unknown-topic", typed: "⟨event-lop⟩", nearest: "event-loop" },
  { code: "unknown-window", typed: "⟨weak⟩", nearest: "week" },
  { code: "too-long", limit: 4000 },
  { code: "unknown-button" },
  { code: "not-yours" },
  { code: "question-changed" },
  { code: "admins-only" },
  { code: "no-questions" },
  { code: "settings-incomplete" },
  { code: "bad-channel", typed: "⟨#elsewhere⟩" },
  { code: "bad-time", typed: "⟨25:00⟩" },
  { code: "bad-zone", typed: "⟨Europe/Berln⟩", nearest: "Europe/Berlin" },
  { code: "bad-days", typed: "⟨someday⟩" },
  { code: "no-schedule" },
  { code: "no-community" },
  { code: "bad-module", typed: "⟨x⟩" },
  { code: "trace-empty" },
  { code: "trace-gone" },
  { code: "not-your-trace" },
  { code: "unknown-code" },
  { code: "expired-code" },
  { code: "own-code" },
  { code: "already-linked" },
  { code: "same-chat" },
  { code: "too-many-codes" },
  { code: "not-linked" },
  { code: "store-full" },
  { code: "store-busy" },
  { code: "store-read-only" },
];
