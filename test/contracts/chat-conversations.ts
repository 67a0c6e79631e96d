import { describe, expect, test, vi } from "vitest";
import type { Store } from "../../src/bot/ports/store.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { misconceptionId } from "../../src/engine/question/ids.ts";
import { letterOf } from "../choice-letter.ts";
import { sampleMisconception, sampleQuestion, sampleSteps } from "../engine/samples.ts";
import type { ChatDriver, ChatUnderTest, DriverOptions, Shown } from "./chat-driver.ts";

const dayMs = 86_400_000;
const verdict = /Right!|No problem|Not [A-H]:|Not quite/;
const steps = sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], misconceptions: [] }]);

/** Two misconceptions lead to the wrong choices. The belief of the second one is longer than any button's label. */
const believed = [
  sampleMisconception("speed", { belief: "With `await` the code gets faster." }),
  sampleMisconception("parallel", { belief: `Asynchronous code runs ${"at the same time, ".repeat(6)}always.` }),
];
const unclear = sampleQuestion("unclear", [], {
  wrong: ["one", "two"].map((text) => ({
    text,
    refutation: "Not so.",
    misconceptions: ["speed", "parallel"].map(misconceptionId),
  })),
});

/** The letter under which a card shows a choice. */
async function answersOf({ store, origin }: ChatDriver): Promise<number> {
  const { account } = await store.people.find(origin, 0);
  return (await store.answers.ofLearner(account.learner)).length;
}

/** Sets up a daily question for one minute from now on the day before, and posts it. */
async function postDaily(driver: ChatDriver): Promise<readonly Shown[]> {
  const { bot, time, channel } = driver;
  const dueAt = new Date(time.now()).toISOString().slice(11, 16);
  time.advance(-dayMs);
  await driver.types("settings daily", { channel, time: dueAt, zone: "UTC", days: "daily" });
  time.advance(dayMs);
  const before = driver.posts().length;
  await Promise.all([bot.wake(), bot.wake()]);
  await bot.wake();
  await vi.waitUntil(() => driver.posts().length > before, { timeout: 60_000 });
  return driver.posts().slice(before);
}

/** A store that can be made to wait. */
function pausableStore() {
  let waitFor = Promise.resolve();
  let resume = () => {};
  let waiting = 0;
  const change = (store: Store): Store => ({
    ...store,
    people: {
      ...store.people,
      find: async (origin, now) => {
        waiting++;
        await waitFor;
        waiting--;
        return store.people.find(origin, now);
      },
    },
  });
  const pause = () => {
    waitFor = new Promise<void>((resolve) => {
      resume = resolve;
    });
  };
  const reached = () => vi.waitUntil(() => waiting > 0, { timeout: 60_000 });
  return { change, pause, reached, resume: () => resume() };
}

/** The same conversations in every chat, with its real client against a fake platform on this machine. */
export function chatConversations({ name, capabilities, open }: ChatUnderTest): void {
  const { edits, inPlace, lateForm } = capabilities;
  const start = (options: DriverOptions = {}) => open(options);
  /** Whether an answer replaced the pressed message, as the driver of the chat declares. */
  const expectInPlace = (pressed: Shown, answer: Shown) => expect(answer.id === pressed.id).toBe(inPlace);

  describe(`${name} holds a conversation`, () => {
    test("play: a question, its verdict, and the next question", async () => {
      const driver = await start();
      const question = await driver.types("play");
      expect(question.text()).toContain("A right first answer earns");
      const answer = await question.press(wordsEn.question.unknown);
      expect(answer.text()).toMatch(verdict);
      expectInPlace(question, answer);
      expect([question.isPrivate, answer.isPrivate]).toEqual([true, true]);
      const next = await answer.press(wordsEn.verdict.next);
      expect(next.text()).toMatch(/A right first answer earns|No points now/);
      expect(driver.posts()).toEqual([]);
    });

    test("answer: only the first press counts, however often somebody presses", async () => {
      const driver = await start();
      const question = await driver.types("play");
      const answer = await question.press("A");
      expect(answer.text()).toMatch(verdict);
      expect(await answersOf(driver)).toBe(1);
    });

    test("thought: an answer with several reasons asks which one, and the reply replaces the question", async () => {
      const driver = await start({ bank: bankOf([unclear], believed) });
      const question = await driver.types("play");
      const asking = await question.press(letterOf(question.text(), "one"));
      expect(asking.text()).toContain(wordsEn.verdict.whichOfThese);
      expect(asking.text()).toContain("at the same time, always.");
      expect(asking.text()).not.toContain("Not so.");
      const explained = await asking.press("1");
      expect(explained.text()).toContain("speed is not true.");
      expect(explained.text()).not.toContain(wordsEn.verdict.whichOfThese);
      expectInPlace(asking, explained);
      const { account } = await driver.store.people.find(driver.origin, 0);
      const [answer] = await driver.store.answers.ofLearner(account.learner);
      expect(answer).toMatchObject({ points: 0, reply: { thought: "speed" } });
    });

    test("composed answer: letters are put in order, removed and sent", async () => {
      const driver = await start({ bank: bankOf([steps], []) });
      let shown = await driver.types("play");
      const letters = ["boil", "pour", "drink"].map((step) => letterOf(shown.text(), step));
      shown = await shown.press(letters[2] ?? "");
      shown = await shown.press(letters[2] ?? "");
      for (const letter of letters) shown = await shown.press(letter);
      for (const step of [1, 2, 3]) expect(shown.text()).toContain(wordsEn.question.step(step));
      shown = await shown.press(wordsEn.question.send);
      expect(shown.text()).toContain("Right!");
      expect(await answersOf(driver)).toBe(1);
    });

    test("form: the daily question is set up in a form", async () => {
      const driver = await start();
      const form = await (await driver.types("settings")).press(wordsEn.settings.change);
      expect(form.text()).toContain(wordsEn.settings.fields.channel.label);
      const values = { channel: driver.channel, time: "21:30", zone: "Asia/Tokyo", days: "mon" };
      const saved = await form.submit(values);
      expect(saved.text()).toContain(wordsEn.settings.savedTitle);
      const [schedule] = await driver.store.schedules.listNext(9);
      expect(schedule).toMatchObject({ channel: driver.channel, minuteOfDay: 21 * 60 + 30, zone: "Asia/Tokyo" });
    });

    test(`late form: ${lateForm === "opens" ? "it opens when it is ready" : "a button asks for it again"}`, async () => {
      const store = pausableStore();
      const driver = await start({ change: store.change });
      const settings = await driver.types("settings");
      store.pause();
      const pressing = settings.press(wordsEn.settings.change);
      await store.reached();
      await driver.acknowledgedLate();
      store.resume();
      const shown = await pressing;
      const form = lateForm === "opens" ? shown : await shown.press(wordsEn.settings.change);
      expect(shown.text().includes(wordsEn.crash.late)).toBe(lateForm === "asks-again");
      expect(form.text()).toContain(wordsEn.settings.fields.channel.label);
    });

    test("link: the code of another chat joins both accounts, is shown only to the person, and works once", async () => {
      const driver = await start();
      await (await driver.types("play")).press("A");
      const user = { id: "elsewhere", name: "Ada elsewhere", scope: "workspace" } as const;
      const other = await driver.store.people.find({ chat: "another", workspace: null, user }, 0);
      const shown = await driver.types("link");
      expect(shown.isPrivate).toBe(true);
      const code = shown.text().match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] ?? expect.unreachable();
      expect((await driver.types("link", { code })).text()).toContain(wordsEn.refusals["own-code"]);
      const otherCode = await driver.store.links.createCode(other.account.id, driver.time.now());
      const linked = await driver.types("link", { code: otherCode });
      expect(linked.isPrivate).toBe(true);
      expect(linked.text()).toContain(wordsEn.link.linkedTitle);
      expect(linked.text()).toContain("Ada elsewhere");
      expect(await driver.store.answers.ofLearner(other.account.learner)).toHaveLength(1);
      expect((await driver.types("unlink")).text()).toContain(wordsEn.link.unlinkedTitle);
      expect(await driver.store.answers.ofLearner(other.account.learner)).toHaveLength(0);
      expect(await answersOf(driver)).toBe(1);
    });

    test("forget: everything about the person is deleted after a second question", async () => {
      const driver = await start();
      await (await driver.types("play")).press("A");
      expect(await answersOf(driver)).toBe(1);
      const question = await driver.types("forget");
      expect(question.text()).toContain(wordsEn.forget.title);
      const done = await question.press(wordsEn.forget.confirm);
      expect(done.text()).toContain(wordsEn.forget.doneTitle);
      expect(await answersOf(driver)).toBe(0);
    });

    test("daily: the question of the day is posted once, and answered privately", async () => {
      const driver = await start();
      const posts = await postDaily(driver);
      expect(posts).toHaveLength(1);
      const [post] = posts;
      const answer = await post?.press("A");
      expect(answer?.text()).toMatch(verdict);
      expect(answer?.id).not.toBe(post?.id);
      expect(answer?.isPrivate).toBe(true);
      expect(post?.text()).not.toMatch(verdict);
      const again = await post?.press("B");
      expect(again?.text()).toContain(wordsEn.verdict.firstAnswerStands);
      expect(await answersOf(driver)).toBe(1);
    });

    test(`counter: ${edits ? "the post shows" : "a printed post cannot show"} how many have answered`, async () => {
      const driver = await start();
      const [post] = await postDaily(driver);
      expect(post?.text()).toContain(wordsEn.daily.answered(0));
      await post?.press("A");
      await driver.bot.rest();
      const count = wordsEn.daily.answered(edits ? 1 : 0);
      await vi.waitUntil(() => post?.text().includes(count), { timeout: 60_000 });
      expect(post?.text()).toContain(count);
    });

    test("report: a question is reported from its verdict", async () => {
      const driver = await start();
      const answer = await (await driver.types("play")).press(wordsEn.question.unknown);
      const more = await answer.press(wordsEn.verdict.more);
      expect(more.isPrivate).toBe(true);
      const form = await more.press(wordsEn.report.button);
      expect(form.text()).toContain(wordsEn.report.formTitle);
      const note = "I think that <@1> & <!channel> is wrong.";
      const thanks = await form.submit({ reason: "code-differs", note });
      expect(thanks.text()).toContain(wordsEn.report.thanksTitle);
      expect(thanks.isPrivate).toBe(true);
      expect(await driver.store.reports.list()).toMatchObject([{ reason: "code-differs", note }]);
    });

    test("trace: a program is pasted and stepped through", async () => {
      const driver = await start();
      const form = await driver.types("trace");
      expect(form.text()).toContain(wordsEn.trace.fields.code.label);
      const code = 'console.log("a @everyone");\nPromise.resolve().then(() => console.log("b"));';
      const summary = await form.submit({ code, module: "module" });
      expect(summary.text()).toContain(wordsEn.trace.guaranteed);
      const first = await summary.press(wordsEn.trace.start);
      expect(first.text()).toContain('▶ 1 │ console.log("a @everyone");');
      expectInPlace(summary, first);
      const second = await first.press(wordsEn.trace.moves.next);
      expect(second.text()).toContain("▶ 2 │ Promise");
    });
  });
}
