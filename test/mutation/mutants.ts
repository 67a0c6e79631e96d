// This file is one table: lines of `src` that matter, how each could be broken, and the tests that must notice.
export interface Mutant {
  /** Below `src`. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly from: string;
  readonly to: string;
  /** Below `test`. */
  readonly tests: readonly string[];
}

const engine = (file: string, from: string, to: string, test: string): Mutant => ({
  file: `engine/${file}`,
  from,
  to,
  tests: [`engine/${test}`],
});

const store = (file: string, from: string, to: string, test = "sql-store.test.ts"): Mutant => ({
  file: `store/${file}`,
  from,
  to,
  tests: [`store/${test}`],
});

const bot = (file: string, from: string, to: string, test = "bot.test.ts"): Mutant => ({
  file: `bot/${file}`,
  from,
  to,
  tests: [`bot/${test}`],
});

const adapter = (file: string, from: string, to: string, test: string): Mutant => ({
  file: `adapters/${file}`,
  from,
  to,
  tests: [`adapters/${test}`],
});

export const mutants: readonly Mutant[] = [
  engine("question/answer.ts", "return right && !answeredBefore ?", "return right ?", "question/answer.test.ts"),
  engine("question/answer.ts", "if (choice === 0) return", "if (choice === 1) return", "question/answer.test.ts"),
  engine(
    "question/answer.ts",
    "isChosen(index) && !options[index]?.right),\n    ...indexes",
    "isChosen(index) && options[index]?.right),\n    ...indexes",
    "question/composing.test.ts",
  ),
  engine("question/answer.ts", "? [...pressed, choice] :", "? [choice, ...pressed] :", "question/composing.test.ts"),
  engine(
    "question/diagnosis.ts",
    "(about.includes(id) ? 0 : 2)",
    "(about.includes(id) ? 2 : 0)",
    "question/diagnosis.test.ts",
  ),
  engine("question/diagnosis.ts", "candidates.length === 1)", "candidates.length > 0)", "question/diagnosis.test.ts"),
  engine("question/diagnosis.ts", " || isOneSwapAway(right, order)", "", "question/diagnosis.test.ts"),
  engine("question/choice-order.ts", "one - other", "other - one", "question/choice-order.test.ts"),
  engine("community/calendar.ts", "date.dayOfWeek - 1", "date.dayOfWeek", "community/calendar.test.ts"),
  engine("community/calendar.ts", 'disambiguation: "earlier"', 'disambiguation: "later"', "community/calendar.test.ts"),
  engine("community/schedule.ts", " && due >= schedule.since", "", "community/schedule.test.ts"),
  engine(
    "community/schedule.ts",
    "now < due + latestPostMs",
    "now < due + 2 * latestPostMs",
    "community/schedule.test.ts",
  ),
  engine("community/leaderboard.ts", "standing.points > 0", "standing.points >= 0", "community/leaderboard.test.ts"),
  engine(
    "learner/streak.ts",
    "if (sinceMissed + 1 < forgivenOneIn) break;",
    "if (sinceMissed < forgivenOneIn) break;",
    "learner/streak.test.ts",
  ),
  engine(
    "learner/progress.ts",
    "known.lastAfter < one.lastAfter",
    "known.lastAfter > one.lastAfter",
    "learner/progress.test.ts",
  ),
  engine(
    "learner/learner-today.ts",
    "answers >= one.shown.dueAfter",
    "answers < one.shown.dueAfter",
    "learner/question-choice.test.ts",
  ),
  engine("community/daily-question.ts", "date < chosen.date", "date > chosen.date", "community/daily-question.test.ts"),

  bot("bot.ts", "&& !origin.admin", "&& origin.admin"),
  bot("bot.ts", "if (!(error instanceof RefusalError)) throw error;", "throw error;", "store-failures.test.ts"),
  bot("presentation.ts", "digestOf(question) === presentation.digest", "digestOf(question) !== ''"),
  bot("presentation.ts", ": presentation.account === account.id", ": presentation.account !== null"),
  bot(
    "requests/catalogue.ts",
    "parts.length === names.length",
    "parts.length >= names.length",
    "requests/catalogue.test.ts",
  ),
  bot("requests/button-parts.ts", "/^(0|[1-9]\\d{0,8})$/", "/^\\d{1,9}$/", "requests/catalogue.test.ts"),
  bot("requests/question/verdict.ts", "{ again: true }", "{ again: false }"),
  bot("requests/question/thought.ts", "asked[request.thought]", "asked[0]", "requests/question/thought.test.ts"),
  bot(
    "requests/question/composed-answer.ts",
    "isComplete(open.question, open.picks)",
    "open.picks.length > 0",
    "requests/question/composed-answer.test.ts",
  ),
  bot(
    "daily/post-dailies.ts",
    "!(await dailies.markSending(presentation, now))",
    "false",
    "daily/post-dailies.test.ts",
  ),
  bot("daily/post-dailies.ts", "await chat.postAgain(post, sendingSince)", "await chat.post(post)", "bot.test.ts"),

  store("queries/answers.ts", '.where("presentation.closed_at", "is", null)', ""),
  store("queries/answer-replies.ts", '.where("replied_at", "is", null)', ""),
  store("queries/answers.ts", "pointsFor(right, difficulty, true)", "pointsFor(right, difficulty, false)"),
  store("queries/leaderboards.ts", 'query.where("local_date", ">=", from)', 'query.where("local_date", ">", from)'),
  store("queries/dailies.ts", "if (!claimed) throw new DayTaken();", ""),
  store("queries/people/people.ts", ".$if(!everywhere, (query) =>", ".$if(false, (query) =>"),
  store("queries/partial-answers.ts", '.where("picks", "=", from)', ""),
  store("queries/transcript.ts", 'eb("author_id", "=", user_id), eb("seen_by"', 'eb("seen_by"'),
  store(
    "queries/pasted-programs.ts",
    'deleteFrom("pasted_program").where("pasted_at", "<"',
    'deleteFrom("pasted_program").where("pasted_at", ">"',
  ),

  adapter("kit/answer.ts", '=== "in-place" && pressedOwn', '=== "in-place"', "kit/answer.test.ts"),
  adapter("kit/paced-edits.ts", "waiting.latest = state;", "", "kit/paced-edits.test.ts"),
  adapter("web/guard.ts", "|| !hosts.includes(host)", "", "web/server.test.ts"),
  adapter("web/guard.ts", "&& origin !== `http://", "&& origin === `http://", "web/server.test.ts"),
  adapter("slack/mrkdwn.ts", '.replaceAll("<", "&lt;")', "", "slack/render.test.ts"),
  adapter("slack/deliveries.ts", "if (seen.has(key)) return false;", "", "slack/delivery.test.ts"),
  adapter("discord/blocks.ts", '"\\\\$&")', '"$&")', "discord/render.test.ts"),
  adapter("terminal/listen.ts", "typed.toUpperCase()", "typed.toLowerCase()", "terminal/adapter.test.ts"),
];
