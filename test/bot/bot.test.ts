import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../src/bot/ports/store.ts";
import { needsPerson } from "../../src/bot/requests/catalogue.ts";
import type { BotRequest } from "../../src/bot/requests/request.ts";
import { plainText } from "../../src/cards/plain-text.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { hourMs, minuteMs } from "../../src/engine/community/calendar.ts";
import type { Presentation } from "../../src/engine/question/answer.ts";
import { misconceptionId, type PresentationId, presentationId } from "../../src/engine/question/ids.ts";
import { sampleMisconception, sampleQuestion } from "../engine/samples.ts";
import { propertyRuns } from "../property-runs.ts";
import {
  answersRight,
  buttonOf,
  openApp,
  originOf,
  presentationOn,
  rightLetter,
  untouchable,
  wrongLetter,
} from "./app-under-test.ts";

const day = 24 * hourMs;
const daily = "settings daily #room 09:00 UTC daily";

test("a wrong answer names its misconception, why it is tempting, what is true, the points and the source", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  const letter = await wrongLetter(app, question);
  const verdict = await app.presses("ada", buttonOf(question, letter));
  const text = plainText(verdict);
  expect(verdict.tone).toBe("wrong");
  expect(text).toMatch(/Most people who choose [A-D] think:\n\n> \S.*\n\n\S.*\n\nWhat is true: \S/);
  expect(text).not.toContain("point");
  expect(verdict.reference.at(-1)?.type).toBe("choices");
  expect(buttonOf(verdict, "Next")).toBe("play:all");
  const more = plainText(await app.presses("ada", buttonOf(verdict, "More")));
  expect(more).toMatch(/Why people think so\n\n\S/);
  expect(more).toMatch(/Source: .+ https:\/\//);
});

test("only the first answer counts: a second press shows it again and earns nothing", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  await app.presses("ada", buttonOf(question, await wrongLetter(app, question)));
  const again = await app.presses("ada", buttonOf(question, await rightLetter(app, question)));
  expect(again.tone).toBe("wrong");
  expect(plainText(again)).toContain("Only your first answer counts");
  expect(plainText(await app.says("ada", "leaderboard"))).toContain("No one has any points yet");
});

test("two presses at once are one answer", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  const right = buttonOf(question, await rightLetter(app, question));
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => app.presses("ada", right)));
  expect(verdicts.filter((card) => !plainText(card).includes("Only your first answer counts"))).toHaveLength(1);
  expect(plainText(await app.says("ada", "leaderboard"))).toMatch(/1\. ada \(you\): [1-3] points?\n/);
});

test("playing begins with the curated questions, then returns to a misconception soon after it was shown", async () => {
  const names = [..."abcdef"];
  const questions = names.flatMap((name) =>
    [1, 2, 3].map((number) => sampleQuestion(`${name}${number}`, [name], { topic: "sync-and-async" })),
  );
  const curated = questions.slice(4, 6).map(({ id }) => id);
  const misconceptions = names.map((name) => sampleMisconception(name));
  const app = await openApp({ bank: bankOf(questions, misconceptions, [], curated) });
  const played: Presentation[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const card = await app.says("ada", "play");
    played.push((await app.store.presentations.find(presentationOn(card))) ?? expect.unreachable());
    if (turn === 2) await app.presses("ada", buttonOf(card, await wrongLetter(app, card)));
    else expect(plainText(await answersRight(app, "ada", card))).toContain("Right!");
    app.now += minuteMs;
  }
  const ids = played.map(({ question }) => question);
  expect(ids.slice(0, 2)).toEqual(curated);
  expect(new Set(ids).size).toBe(ids.length);
  const missed = misconceptionId(ids[2]?.charAt(0) ?? expect.unreachable());
  const returns = played.flatMap(({ chosen }, index) => (chosen?.type === "return" ? [{ index, chosen }] : []));
  expect(returns).toEqual([{ index: 4, chosen: { type: "return", misconception: missed } }]);
});

test("a question that was missed before says so, and earns nothing", async () => {
  const app = await openApp({ bank: bankOf([sampleQuestion("only", ["a"])], [sampleMisconception("a")]) });
  const first = await app.says("ada", "play");
  await app.presses("ada", buttonOf(first, await wrongLetter(app, first)));
  app.now += minuteMs;
  const missed = await app.says("ada", "play");
  expect(plainText(missed)).toContain("You missed this one before");
  expect(plainText(await answersRight(app, "ada", missed))).toContain("No points");
});

test("a review is asked when it is due, and the bot says when the next one is", async () => {
  const questions = [1, 2, 3].map((number) => sampleQuestion(`a${number}`, ["a"]));
  const app = await openApp({ bank: bankOf(questions, [sampleMisconception("a")]) });
  expect(plainText(await app.says("ada", "review"))).toContain("comes back after 1, 3 and 8 days");
  const card = await app.says("ada", "play");
  await app.presses("ada", buttonOf(card, await wrongLetter(app, card)));
  app.now += minuteMs;
  expect(plainText(await app.says("ada", "review"))).toContain("after your next answer");
  await answersRight(app, "ada", await app.says("ada", "play"));
  const days: number[] = [];
  for (let index = 0; index < 14; index++) {
    app.now += minuteMs;
    const shown = await app.says("ada", "review");
    if (!plainText(shown).includes("Your next review is due on")) {
      days.push(index);
      expect(plainText(await answersRight(app, "ada", shown))).toContain("Right!");
    }
    app.now += day;
  }
  expect(days).toEqual([1, 4, 12]);
});

test("an open question is shown again when asked for again", async () => {
  const app = await openApp();
  const first = await app.says("ada", "play");
  expect(await app.says("ada", "play")).toEqual(first);
});

test("requests that are forged, truncated or for somebody else are refused politely and save nothing", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  const id = buttonOf(question, "A");
  const tries = [
    [await app.presses("ben", id), "somebody else"],
    [await app.presses("ada", id.slice(0, -1)), "don't know this button"],
    [await app.presses("ada", id.replace(/:\d$/, ":7")), "don't know this button"],
    [await app.presses("ada", "answer:nobodynobodynobody:0"), "don't know this button"],
    [await app.presses("ada", "x".repeat(10_000)), "don't know this button"],
    [await app.says("ada", `play ${"x".repeat(10_000)}`), "longer than 4000"],
    [await app.says("ada", "paly"), "Did you mean `/async-quiz play`?"],
    [await app.says("ada", "wat"), "- `/async-quiz leaderboard [today|week|month|all]`"],
    [await app.says("ada", "play event-lop"), "Did you mean `/async-quiz play event-loop`?"],
  ] as const;
  for (const [card, sentence] of tries) expect(plainText(card)).toContain(sentence);
  expect(
    (await app.store.answers.ofLearner((await app.store.people.find(originOf("ada"), app.now)).account.learner)).length,
  ).toBe(0);
});

test("any text as a command or a button is answered, never thrown", async () => {
  const app = await openApp();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
      expect((await app.says("ada", text)).title).not.toBe("");
      expect((await app.presses("ada", text)).title).not.toBe("");
    }),
    { numRuns: propertyRuns(200) },
  );
});

test("the daily question: posted once, answered privately and once, revealed by the next one", async () => {
  const app = await openApp();
  expect(plainText(await app.says("ada", "daily"))).toContain("/async-quiz settings daily #room");
  await app.says("ada", daily);
  expect(plainText(await app.says("ada", "daily"))).toContain("Tuesday 24 November at 09:00");
  app.now += hourMs;
  await Promise.all([app.bot.wake(), app.bot.wake()]);
  await app.bot.wake();
  expect(app.posts).toHaveLength(1);
  const post = app.posts[0]?.card ?? expect.unreachable();
  const right = await rightLetter(app, post);
  await app.presses("ada", buttonOf(post, right));
  await app.presses("ben", buttonOf(post, await wrongLetter(app, post)));
  await app.bot.rest();
  expect(plainText(app.edits.at(-1)?.card ?? post)).toContain("2 answered");
  expect(plainText(await app.says("ada", "daily"))).toContain("Right!");
  expect(plainText(await app.says("cid", "daily"))).not.toContain("Right!");

  app.now += day;
  await app.bot.wake();
  expect(app.posts).toHaveLength(2);
  const next = plainText(app.posts[1]?.card ?? post);
  expect(next).toContain("Answer to the question of Tuesday 24 November");
  expect(next).toMatch(/\[50 %\] \(right answer\)/);

  const late = await app.presses("cid", buttonOf(post, right));
  expect(plainText(late)).toContain("closed on Wednesday 25 November at 09:00 (UTC)");
  const practice = await app.presses("cid", buttonOf(late, "Practice this question"));
  expect(plainText(practice)).toContain("Practice: no points");
});

test("a post missed by less than an hour is still sent, a later one is skipped", async () => {
  for (const [late, posts] of [
    [59 * minuteMs, 1],
    [61 * minuteMs, 0],
  ] as const) {
    const app = await openApp();
    await app.says("ada", daily);
    app.now += hourMs + late;
    await app.bot.wake();
    expect(app.posts, `${late} ms late`).toHaveLength(posts);
  }
});

test("a post that is certainly not in the channel is sent by a later wake, and only once", async () => {
  const app = await openApp();
  await app.says("ada", daily);
  app.now += hourMs;
  app.outcome = "failed";
  await app.bot.wake();
  await app.bot.wake();
  expect(app.logged).toContain("a daily question was not posted");
  expect(plainText(await app.says("ada", "settings"))).toContain("Please invite me");
  app.outcome = "posted";
  await app.bot.wake();
  await app.bot.wake();
  expect(plainText(await app.says("ada", "settings"))).not.toContain("Please invite me");
  expect(app.posts).toHaveLength(1);
  expect(app.outcomeLookups).toEqual([]);
});

test("a post that may be in the channel is looked for and never sent a second time", async () => {
  const app = await openApp();
  await app.says("ada", daily);
  app.now += hourMs;
  app.outcome = "lost";
  for (let wake = 0; wake < 3; wake++) await app.bot.wake();
  expect(app.posts).toHaveLength(1);
  expect(app.outcomeLookups).toHaveLength(2);
  expect(plainText(await app.says("ada", "settings"))).toContain("The question of Tuesday 24 November may be missing");
  const post = app.posts[0]?.card ?? expect.unreachable();
  expect(buttonOf(await app.says("ben", "daily"), "I don't know")).toContain(app.posts[0]?.key);

  const press = { type: "answer-in-channel", presentation: app.posts[0]?.key as PresentationId, pick: 0 } as const;
  await app.asks("ben", press, { message: "elsewhere", channel: "another" });
  await app.bot.rest();
  expect(app.edits).toEqual([]);
  await app.asks("cid", press, { message: "17.42" });
  await app.bot.rest();
  expect(plainText(app.edits.at(-1)?.card ?? post)).toContain("2 answered");
  expect((await app.store.dailies.load(press.presentation))?.daily).toMatchObject({
    message: "17.42",
    sendingSince: null,
  });
  expect(plainText(await app.says("ada", "settings"))).not.toContain("may be missing");
  await app.bot.wake();
  expect(app.outcomeLookups).toHaveLength(2);

  app.now += day;
  app.outcome = "posted";
  await app.bot.wake();
  expect(plainText(app.posts[1]?.card ?? post)).toContain("Answer to the question of Tuesday 24 November");
});

test("a question that may be in the channel is not used again the next day", async () => {
  const app = await openApp();
  await app.says("ada", daily);
  app.now += hourMs;
  app.outcome = "lost";
  await app.bot.wake();
  app.now += day;
  await app.bot.wake();
  const questions = await Promise.all(app.posts.map(({ key }) => app.store.presentations.find(key as PresentationId)));
  expect(new Set(questions.map((presentation) => presentation?.question)).size).toBe(2);
});

/**
 * Where the program is killed, and how often the question is then posted: by a chat that can find out what happened and
 * by one that can't.
 */
test.each([
  ["before the claim is kept", "claim", "before", 1, 1],
  ["after the claim", "claim", "after", 1, 1],
  ["before the mark is kept", "markSending", "before", 1, 1],
  ["between the mark and the send", "markSending", "after", 1, 0],
  ["between the send and its record", "recordPost", "before", 1, 1],
  ["after the record", "recordPost", "after", 1, 1],
] as const)("killed %s, it never posts twice", async (_, method, when, posts, postsUntold) => {
  for (const [outcome, expected] of [
    ["posted", posts],
    ["lost", postsUntold],
  ] as const) {
    const folder = await mkdtemp(join(tmpdir(), "async-quiz-killed-"));
    const url = `sqlite:${join(folder, "quiz.db")}`;
    const killed = await openApp({ url, change: (store) => dyingAt(store, method, when) });
    await killed.says("ada", daily);
    killed.now += hourMs;
    await killed.bot.wake().catch(() => {});
    await killed.store.close();
    const after = await openApp({ url, now: killed.now + minuteMs });
    after.posts.push(...killed.posts);
    const untold = outcome === "lost" && (await after.store.dailies.unposted(0)).some((each) => each.sendingSince);
    if (untold) after.outcome = "lost";
    for (let wake = 0; wake < 3; wake++) await after.bot.wake();
    expect(after.posts, `a chat that says ${outcome}`).toHaveLength(expected);
    await after.store.close();
    await rm(folder, { recursive: true });
  }
});

/** A store whose program is killed at one of its calls: nothing is saved after that. */
function dyingAt(store: Store, method: "claim" | "markSending" | "recordPost", when: "before" | "after"): Store {
  let dead = false;
  const killed = () => {
    dead = true;
    throw new Error("killed");
  };
  const dying = async (...given: readonly unknown[]) => {
    const original = store.dailies[method] as (...given: readonly unknown[]) => Promise<unknown>;
    if (when === "after") await original(...given);
    return killed();
  };
  const mortal = <Noun extends object>(noun: Noun): Noun =>
    new Proxy(noun, {
      get(target, name: keyof Noun & string) {
        if (name === method) return dying;
        return dead ? killed : target[name];
      },
    });
  return new Proxy(store, {
    get: (target, name: keyof Store) => (name === "close" ? target.close : mortal(target[name])),
  });
}

test("settings are for admins, say UTC until a zone is set, and refuse what they cannot read", async () => {
  const app = await openApp();
  const refused = await app.asks("eve", { type: "settings" }, { admin: false });
  expect(plainText(refused)).toContain("Only admins");
  const rows = [
    ["settings daily", "at least a channel and a time"],
    ["settings daily #elsewhere 09:00", "can't find the channel “#elsewhere”"],
    ["settings daily #room 25:00", "not a time of day"],
    ["settings daily #room 09:00 Mars/Base", "not a time zone"],
    ["settings daily #room 09:00 Europe/Berln", "Did you mean `Europe/Berlin`?"],
    ["settings daily #room 09:00 UTC someday", "not days of the week"],
    ["settings daily off", "There is no daily question here"],
    ["settings daily #room 09:00", "UTC, because no other one is set"],
    ["settings daily #room 9:00 europe/berlin mon-fri", "09:00 (Europe/Berlin), Mon to Fri"],
    ["settings daily #room 10:00 mon wed fri", "10:00 (Europe/Berlin), Mon, Wed, Fri"],
    ["settings daily off", "1 daily question turned off"],
  ] as const;
  for (const [text, sentence] of rows) expect(plainText(await app.says("ada", text)), text).toContain(sentence);
  expect(plainText(await app.says("ada", "settings daily test"))).toContain("Sample posted");
  expect(app.posts.map((post) => post.card.title)).toEqual(["A sample of the daily question"]);
});

test("forget asks once more, then leaves nothing, and the person starts from scratch", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  await app.presses("ada", buttonOf(question, await rightLetter(app, question)));
  const ask = await app.says("ada", "forget");
  expect(plainText(await app.presses("ada", buttonOf(ask, "Keep it")))).toContain("Everything stays");
  expect(plainText(await app.says("ada", "leaderboard"))).toContain("ada");
  await app.presses("ada", buttonOf(ask, "Delete"));
  expect(plainText(await app.says("ben", "leaderboard"))).not.toContain("ada");
  expect(plainText(await app.says("ada", "progress"))).toContain("You haven't answered a question yet");
  expect(plainText(await app.presses("ada", buttonOf(question, "A")))).toContain("don't know this button");
});

test("progress lists the misconception that was shown, and then that it was corrected", async () => {
  const app = await openApp();
  const question = await app.says("ada", "play");
  await app.presses("ada", buttonOf(question, await wrongLetter(app, question)));
  const progress = plainText(await app.says("ada", "progress"));
  expect(progress).toContain("Misconceptions to correct");
  expect(progress).toContain("Streak: 1 day.");
  expect(progress).toMatch(/Sync and async: 1 of \d+ answered, 0 right/);
});

test("a button from before a restart works", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-restart-"));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await openApp({ url });
  const question = await before.says("ada", "play");
  await before.store.close();
  const after = await openApp({ url, now: before.now + hourMs });
  const verdict = await after.presses("ada", buttonOf(question, await rightLetter(after, question)));
  expect(verdict.tone).toBe("right");
  await after.store.close();
  await rm(folder, { recursive: true });
});

test.each([
  ["changed", [sampleQuestion("one", undefined, { prompt: "What of one, now?" })]],
  ["removed", [sampleQuestion("two")]],
] as const)("a button of a question that was %s since takes no answer", async (_, questions) => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-changed-"));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await openApp({ url, bank: bankOf([sampleQuestion("one")], []) });
  const question = await before.says("ada", "play");
  await before.store.close();
  const after = await openApp({ url, bank: bankOf(questions, []) });
  const refused = await after.presses("ada", buttonOf(question, "A"));
  expect(plainText(refused)).toContain("This question was changed or removed.");
  await after.store.close();
  await rm(folder, { recursive: true });
});

test("direct messages have no leaderboard and no daily question, and say so", async () => {
  const app = await openApp();
  const alone = { workspace: null };
  const leaderboard = await app.asks("ada", { type: "leaderboard", window: "week" }, alone);
  expect(plainText(leaderboard)).toContain("Direct messages have no leaderboard");
  expect(plainText(await app.asks("ada", { type: "daily" }, alone))).toContain(
    "Direct messages have no daily question",
  );
  const settings = await app.asks("ada", { type: "settings" }, alone);
  expect(plainText(settings)).toContain("only in a server or workspace");
});

test("a request that needs no person is answered without the store", async () => {
  const app = await openApp({ change: untouchable });
  const answerable: readonly BotRequest[] = [
    { type: "help" },
    { type: "about" },
    { type: "trace" },
    { type: "report", presentation: presentationId("id0000001") },
    { type: "forget" },
    { type: "forget-declined" },
    { type: "suggest", typed: "pl" },
    { type: "declined", refusal: { code: "unknown-button" } },
  ];
  for (const request of answerable) {
    expect(needsPerson(request.type), request.type).toBe(false);
    expect(await app.bot.hear(request, originOf("ada")), request.type).toHaveProperty("type");
  }
  await expect(app.says("ada", "play")).rejects.toThrow("the store was used");
});
