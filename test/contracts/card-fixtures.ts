import { buttonId, commands } from "../../src/bot/requests/catalogue.ts";
import { traceMoves } from "../../src/bot/requests/trace/trace-walk.ts";
import { argumentsOf } from "../../src/bot/requests/typed-command.ts";
import { type Button, button, type Card } from "../../src/cards/card.ts";
import { noDailyCard } from "../../src/cards/daily/daily-card.ts";
import { insightsCard } from "../../src/cards/insights/insights-card.ts";
import { leaderboardCard, ownRanksCard } from "../../src/cards/leaderboard/leaderboard-card.ts";
import { progressCard } from "../../src/cards/learner/progress-card.ts";
import { aboutCard } from "../../src/cards/notices/about-card.ts";
import { helpCard, refusalCard, reportSavedCard } from "../../src/cards/notices/notice-card.ts";
import { settingsCard } from "../../src/cards/settings/settings-card.ts";
import { stepCard, traceRefusedCard, traceSummaryCard } from "../../src/cards/trace/trace-card.ts";
import type { Words } from "../../src/cards/words/words.ts";
import { cardsOfQuestion, longestOf, type NamedCard } from "../../src/cli/question-cards.ts";
import { type Bank, itemId } from "../../src/engine/bank/bank.ts";
import { lastWeeks, leaderboardWindows } from "../../src/engine/community/calendar.ts";
import { leaderboard } from "../../src/engine/community/leaderboard.ts";
import { learnerModelOf } from "../../src/engine/learner/learner-model.ts";
import { newLearnerRecord } from "../../src/engine/learner/learner-record.ts";
import { progressOf } from "../../src/engine/learner/progress.ts";
import type { AccountId, TraceId } from "../../src/engine/question/ids.ts";
import { questionKinds } from "../../src/engine/question/question.ts";
import type { Refusal } from "../../src/engine/question/refusal.ts";
import { analyse } from "../../src/interpreter/analysis/analyse.ts";
import { tracedProgram } from "../../src/interpreter/analysis/traced-program.ts";

function nextOf(words: Words): Button {
  return button(buttonId({ type: "play", topic: null }), words.verdict.next, "primary");
}

function windowButtonsOf(words: Words): readonly Button[] {
  return leaderboardWindows.map((window) =>
    button(buttonId({ type: "leaderboard", window }), words.windowName(window)),
  );
}

/** As many misconceptions, weeks and questions as a chat shows, each as long as possible. */
function longestInsights(words: Words, bank: Bank): Card {
  const beliefs = bank.misconceptions.toSorted((one, other) => other.belief.length - one.belief.length);
  const week = { share: { people: 100_000, holding: 100_000 }, change: -100, corrected: 100_000 };
  const weeks = lastWeeks("2026-11-24", 6);
  return insightsCard(words, {
    insights: {
      weeks,
      people: 100_000,
      misconceptions: beliefs.map(({ id }) => ({ misconception: id, weeks: weeks.map(() => week), average: 1 })),
      correctedThisWeek: 100_000,
      hardest: bank.curriculum.slice(0, 5).map((item) => ({ item: itemId(item), rightBelow: 0.25 })),
    },
    misconception: bank.misconception,
    rows: 8,
    tableWeeks: 4,
    command: "async-quiz insights --csv",
    buttons: [],
  });
}

/**
 * Every card of every question and of one variant of each template, and every other card with as much content as
 * possible.
 */
export function everyCard(words: Words, bank: Bank): readonly NamedCard[] {
  const longest = longestOf(bank.questions);
  if (longest === null) throw new Error("the bank is empty");
  const variants = bank.curriculum.flatMap((item) => (item.type === "template" ? item.variants.slice(0, 1) : []));
  return [
    ...[...bank.questions, ...variants].flatMap((question) => cardsOfQuestion(words, bank, question, longest)),
    ...otherCards(words, bank),
    ...traceCards(words, bank),
  ];
}

/** Every card of the longest question of each kind, and every other card with as much content as possible. */
export function longestCards(words: Words, bank: Bank): readonly NamedCard[] {
  const longest = longestOf(bank.questions);
  if (longest === null) throw new Error("the bank is empty");
  const byKind = questionKinds.flatMap((kind) => longestOf(bank.questions.filter((one) => one.kind === kind)) ?? []);
  return [
    ...byKind.flatMap((question) => cardsOfQuestion(words, bank, question, longest)),
    ...otherCards(words, bank),
    ...traceCards(words, bank),
  ];
}

function otherCards(words: Words, bank: Bank): readonly NamedCard[] {
  const [next, windowButtons] = [nextOf(words), windowButtonsOf(words)];
  const standings = Array.from({ length: 30 }, (_, index) => ({
    account: `account${index}` as AccountId,
    name: "<@everyone> `*_~|>[x](https://example.org) ".slice(0, 40),
    points: 1000 - index,
  }));
  const refusals: readonly Refusal[] = [
    { code: "unknown-command", typed: "<!channel> ".repeat(400), nearest: "play" },
    { code: "bad-zone", typed: "Mars/Olympus", nearest: null },
    { code: "store-full" },
    { code: "settings-incomplete" },
  ];
  const lines = commands.map((command) => ({
    path: command.words.join(" "),
    arguments: argumentsOf(command),
    text: command.help(words),
    adminsOnly: command.who === "admins",
  }));
  const schedule = { minuteOfDay: 1439, weekdays: [1, 3, 5], next: "Wednesday 25 November at 23:59 (UTC)" };
  const schedules = Array.from({ length: 10 }, (_, index) => ({
    ...schedule,
    channel: `C0CHANNEL${index}`,
    failure: "no-permission" as const,
    doubtful: "2026-11-24",
  }));
  const reports = { count: 12_345, days: 30, command: "async-quiz reports" };
  return [
    { name: "insights into the longest misconceptions", card: longestInsights(words, bank) },
    {
      name: "settings of many channels, none of which is sure of its post",
      card: settingsCard(words, { zone: null, schedules, channelName: "#general", reports, buttons: [next] }),
    },
    ...leaderboardWindows.map((window) => ({
      name: `leaderboard ${window}`,
      card: leaderboardCard(words, {
        leaderboard: leaderboard(standings, "account29" as AccountId),
        window,
        zone: "America/Argentina/ComodRivadavia",
        ends: "2026-11-30",
        buttons: windowButtons,
      }),
    })),
    {
      name: "own ranks in many communities",
      card: ownRanksCard(words, {
        ranks: Array.from({ length: 25 }, (_, index) => ({
          workspace: String(10 ** 17 + index),
          own: index === 0 ? null : { account: "me" as AccountId, name: "me", points: 10_000, rank: 12_345 },
          players: 123_456,
        })),
        window: "all",
        buttons: windowButtons,
      }),
    },
    {
      name: "progress with every belief open",
      card: progressCard(words, {
        progress: progressOf(learnerModelOf(bank), newLearnerRecord(), 0),
        openMisconceptions: bank.misconceptions,
        days: [],
        today: "2026-11-24",
        streak: { days: 1_234, forgiven: "2026-11-23" },
        workOn: (misconception) => buttonId({ type: "work-on", misconception }),
        buttons: [next],
      }),
    },
    ...refusals.map((refusal) => ({ name: refusal.code, card: refusalCard(words, refusal, []) })),
    { name: "a report kept", card: reportSavedCard(words, [next]) },
    { name: "help", card: helpCard(words, lines, [next]) },
    {
      name: "about",
      card: aboutCard(words, {
        version: "1.2.3",
        questions: 999,
        templates: 99,
        repository: `https://example.org/${"a".repeat(150)}`,
        buttons: [next],
      }),
    },
    { name: "no daily", card: noDailyCard(words, "#general") },
  ];
}

/** Programs whose texts are long, or try to break out of their code block. */
const hostile = "```\\n<@everyone> <!channel> @here https://evil.example [x](https://evil.example) *_~|> \u202e \ud83d";
const programs: readonly string[] = [
  `console.log("a"); setTimeout(() => console.log("b"), 0); setImmediate(() => console.log("c"));`,
  "",
  `// ${hostile}\nconst \u{1d49e} = \`\\\`\\\`\\\`${hostile.replaceAll("`", "\\`")}\`;\nconsole.log(\u{1d49e});\nthrow new Error(\u{1d49e});`,
  `${"console.log('&<>`'.repeat(50));\n".repeat(120)}`,
  `${"`".repeat(2)};${" ".repeat(5_000)}console.log(1);`,
  `function ${"f".repeat(300)}(n) { if (n > 0) ${"f".repeat(300)}(n - 1); }\n` +
    `for (let i = 0; i < 30; i++) { setTimeout(${"f".repeat(300)}, i, i); queueMicrotask(() => console.log(i)); }\n` +
    `for (let i = 0; i < 30; i++) { process.nextTick(() => ${"f".repeat(300)}(i)); setImmediate(() => {}); }`,
];

/** The summary and every fifth step of each program. */
function traceCards(words: Words, bank: Bank): readonly NamedCard[] {
  const next = nextOf(words);
  const trace = "tracetracetracetrace00" as TraceId;
  const walk = (step: number): readonly Button[] =>
    traceMoves.map((move) => ({ ...next, id: buttonId({ type: "trace-step", trace, move, step }) }));
  const belief = [...bank.misconceptions].sort((a, b) => b.belief.length - a.belief.length)[0]?.belief ?? "";
  return programs.flatMap((source, index) => {
    const program = tracedProgram(analyse(source, { module: "commonjs", nodeLine: 20 }));
    const predictions = program.wrong.slice(0, 5).map((wrong) => ({ belief, wrong }));
    const indexes = program.steps.map((_, step) => step).filter((step) => step % 5 === 0);
    return [
      { name: `trace ${index}`, card: traceSummaryCard(words, { program, predictions, buttons: [next] }) },
      ...[...indexes, program.steps.length - 1].map((step) => ({
        name: `trace ${index} step ${step}`,
        card: stepCard(words, { source, program, index: step, buttons: walk(step) }),
      })),
      {
        name: `trace ${index} refused`,
        card: traceRefusedCard(words, { code: "syntax", message: source, line: 20_000, column: 20_000 }, [next]),
      },
    ];
  });
}
