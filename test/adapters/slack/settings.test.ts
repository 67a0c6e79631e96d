import { expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { buttonsOf, wordsIn } from "./server/slack.ts";
import type { Message, OpenView } from "./server/workspace.ts";
import { type Mode, type QuizOnSlack, quizOnSlack } from "./under-test.ts";

const anna = "U0ANNA";
const ben = "U0BEN";

async function settingsWindow({ slack }: QuizOnSlack, user = anna, channel = "general"): Promise<OpenView> {
  const before = slack.views.length;
  await slack.types(user, channel, "settings");
  await slack.until("the settings", () => slack.views.length > before);
  const window = slack.views.at(-1) as OpenView;
  await slack.until("what stands in it", () => !wordsIn(window.view.blocks).includes(wordsEn.slack.wait));
  return window;
}

async function form(quiz: QuizOnSlack, user = anna, channel = "general"): Promise<OpenView> {
  const window = await settingsWindow(quiz, user, channel);
  await quiz.slack.presses(user, window, wordsEn.settings.change);
  await quiz.slack.until("the form", () => window.view.callback_id === "settings-daily");
  return window;
}

test.each<Mode>(["socket", "http"])("an admin sets up the daily question in a window (%s)", async (mode) => {
  const quiz = await quizOnSlack(mode);
  const window = await form(quiz);
  expect(await quiz.slack.searches(anna, window, "zone", "berl")).toContain("Europe/Berlin");
  const sent = await quiz.slack.submits(anna, window, { time: "08:30", zone: "Europe/Berlin", days: "mon,wed" });
  expect(sent.body).toMatchObject({ response_action: "update" });
  await quiz.slack.until("that it is saved", () => wordsIn(window.view.blocks).includes("08:30 (Europe/Berlin)"));
  expect(await quiz.store.schedules.listNext(9)).toMatchObject([
    { channel: "C0GENERAL", minuteOfDay: 510, weekdays: [1, 3], workspace: "T0HOME", zone: "Europe/Berlin" },
  ]);
});

test("errors of a form appear under their fields, in the acknowledgement", async () => {
  const quiz = await quizOnSlack("socket");
  const window = await form(quiz);
  const plannedFailures = [
    [{ days: "someday" }, "days"],
    [{ zone: "Mars/Olympus" }, "zone"],
    [{ time: "25:99" }, "time"],
    [{ channel: "nowhere" }, "channel"],
    [{ time: "" }, "time"],
  ] as const;
  for (const [filled, field] of plannedFailures) {
    const { body } = await quiz.slack.submits(anna, window, filled);
    expect(body).toMatchObject({ response_action: "errors", errors: { [field]: expect.stringMatching(/.{10}/) } });
  }
  expect(await quiz.store.schedules.listNext(9)).toEqual([]);
});

test("someone who is not an admin sees and changes nothing, even with a button or form made for an admin", async () => {
  const quiz = await quizOnSlack("socket");
  const window = await settingsWindow(quiz, ben);
  expect(wordsIn(window.view.blocks)).toContain("Only admins");
  // An admin of the other workspace in a shared channel.
  expect(wordsIn((await settingsWindow(quiz, "U0DOE")).view.blocks)).toContain("Only admins");
  const admins = await form(quiz);
  await quiz.slack.submits(ben, admins, { days: "daily" });
  await quiz.slack.until("the refusal", () => wordsIn(admins.view.blocks).includes("Only admins"));
  expect(await quiz.store.schedules.listNext(9)).toEqual([]);
  Object.assign(quiz.slack.people.get(anna) ?? {}, { is_admin: false });
  const later = await settingsWindow(quiz, anna);
  expect(wordsIn(later.view.blocks)).toContain("Only admins");
});

test("the whole command also sets it up, and several channels have their own", async () => {
  const quiz = await quizOnSlack("socket");
  for (const channel of ["general", "quiz"]) {
    await quiz.slack.types(anna, "general", `settings daily #${channel} 09:00 UTC mon-fri`);
  }
  const saved = () =>
    quiz.slack.seenBy(anna).filter(({ blocks }) => wordsIn(blocks).includes(wordsEn.settings.savedTitle));
  await quiz.slack.until("both to be saved", () => saved().length === 2);
  const schedules = await quiz.store.schedules.listNext(9);
  expect(schedules.map(({ channel }) => channel).sort()).toEqual(["C0GENERAL", "C0QUIZ"]);
});

test("it says so if it has not been invited to the channel, and posts a sample once it has", async () => {
  const quiz = await quizOnSlack("socket");
  const window = await form(quiz, anna, "random");
  await quiz.slack.submits(anna, window, { time: "09:00" });
  await quiz.slack.until("the invitation", () => wordsIn(window.view.blocks).includes("/invite @async-quiz"));
  await quiz.slack.presses(anna, window, wordsEn.settings.test);
  await quiz.slack.until("the reason", () => wordsIn(window.view.blocks).includes("Please invite me"));
  Object.assign(quiz.slack.channels.get("random") ?? {}, { member: true });
  const again = await settingsWindow(quiz, anna, "random");
  await quiz.slack.presses(anna, again, wordsEn.settings.test);
  await quiz.slack.until("the sample", () => quiz.slack.postsIn("C0RANDOM").length === 1);
  const [sample] = quiz.slack.postsIn("C0RANDOM") as [Message];
  await quiz.slack.presses(ben, sample, "A");
  await quiz.slack.until("a private verdict", () => quiz.slack.seenBy(ben).length === 1);
  expect(wordsIn(sample.blocks)).not.toMatch(/Right!|Not A/);
});

test("slow answers open an empty window first, before the trigger expires", async () => {
  const quiz = await quizOnSlack("socket");
  quiz.slack.plannedFailures.push({ method: "users.info", type: "held" });
  await quiz.slack.types(anna, "general", "settings");
  await quiz.slack.until("the window", () => quiz.slack.views.length === 1);
  const [window] = quiz.slack.views as [OpenView];
  expect(wordsIn(window.view.blocks)).toContain(wordsEn.slack.wait);
  await quiz.slack.until("the look-up", () => quiz.slack.delayed.length > 0);
  quiz.slack.release();
  await quiz.slack.until("the settings", () => buttonsOf(window.view.blocks).length > 0);
});

test("an expired trigger is answered in the channel instead", async () => {
  const quiz = await quizOnSlack("socket");
  quiz.slack.triggerLife = -1;
  await quiz.slack.types(anna, "general", "settings");
  await quiz.slack.until("the settings", () => quiz.slack.seenBy(anna).length === 1);
  const [card] = quiz.slack.seenBy(anna) as [Message];
  expect(wordsIn(card.blocks)).toContain(wordsEn.settings.title);
  await quiz.slack.presses(anna, card, wordsEn.settings.change);
  await quiz.slack.until("a way on", () => quiz.slack.seenBy(anna).length === 2);
  expect(wordsIn((quiz.slack.seenBy(anna).at(-1) as Message).blocks)).toContain(wordsEn.slack.formLate);
});

test.each(["server-error-after", "lost-before", "rate-limited"] as const)(
  "if Slack does not say who is an admin (%s), the bot does not call anyone a non-admin",
  async (type) => {
    const quiz = await quizOnSlack("socket");
    const often = type === "rate-limited" ? 1 : 20;
    for (let failure = 0; failure < often; failure++)
      quiz.slack.plannedFailures.push({ method: "users.info", type, seconds: 20 });
    await quiz.slack.types(anna, "general", "settings");
    const words = () => wordsIn(quiz.slack.views[0]?.view.blocks ?? []);
    await quiz.slack.until("an answer", () => words().includes(wordsEn.slack.roleUnknown));
    expect(words()).not.toContain("Only admins");
    if (type === "rate-limited") return;
    quiz.slack.plannedFailures.length = 0;
    await settingsWindow(quiz).then((window) => expect(buttonsOf(window.view.blocks).length).toBeGreaterThan(0));
  },
);

test("names are looked up no faster than Slack allows, and nobody waits for theirs", async () => {
  const quiz = await quizOnSlack("socket");
  quiz.slack.plannedFailures.push({ method: "users.info", type: "rate-limited", seconds: 30 });
  for (const user of [ben, "U0CEM", anna]) {
    await quiz.slack.types(user, "general", "play");
    await quiz.slack.until("a question", () => quiz.slack.seenBy(user).length === 1, 2);
  }
  expect(quiz.slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(1);
});
