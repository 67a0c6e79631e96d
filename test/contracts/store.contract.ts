import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KeyedAnswer, Submission } from "../../src/bot/ports/answers.ts";
import type { Daily } from "../../src/bot/ports/dailies.ts";
import type { PastedProgram } from "../../src/bot/ports/pasted-programs.ts";
import type { Account, Community } from "../../src/bot/ports/people.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import type { Transcript, TranscriptLine } from "../../src/bot/ports/transcript.ts";
import type { Card } from "../../src/cards/card.ts";
import { nameSpan } from "../../src/cards/prose.ts";
import type { CommunityAnswer } from "../../src/engine/analytics/community-insights.ts";
import type { QuestionReport } from "../../src/engine/community/report.ts";
import type { Schedule } from "../../src/engine/community/schedule.ts";
import type { Answer, Choice, Presentation } from "../../src/engine/question/answer.ts";
import type {
  AccountId,
  CommunityId,
  LearnerId,
  PresentationId,
  QuestionId,
  ReportId,
  TraceId,
} from "../../src/engine/question/ids.ts";
import { diagnosed } from "../engine/samples.ts";

/** An empty store, and what the suite needs besides its ports. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly transcript: Transcript;
  /** Every row of every table as text. */
  everyRow(): readonly string[];
  /** Closes it and opens it again; null if it ends with the program. */
  readonly reopen: (() => Promise<StoreUnderTest>) | null;
}

const noon = 1_764_000_000_000;
const q = (name: string) => name as QuestionId;
const shown = diagnosed("async-means-parallel");
const unclear = diagnosed(null, ["async-means-parallel", "await-blocks-all"]);

/** What every `Store` and `Transcript` must do, whichever database they use. */
export function storeContract(
  name: string,
  kind: "lasting" | "ends with the program",
  open: () => Promise<StoreUnderTest>,
): void {
  let it: StoreUnderTest;
  let store: Store;
  let transcript: Transcript;
  let serial = 0;

  beforeEach(async () => {
    serial = 0;
    use(await open());
  });
  afterEach(() => store.close());

  function use(opened: StoreUnderTest): void {
    it = opened;
    ({ store, transcript } = opened);
  }

  async function person(id: string, userName = id, workspace: string | null = "server"): Promise<Account> {
    return (await store.people.find({ chat: "web", workspace, user: { id, name: userName, scope: "workspace" } }, noon))
      .account;
  }

  async function room(workspace = "server", chat: "web" | "discord" = "web"): Promise<Community> {
    const visitor = { id: "visitor", name: "Visitor", scope: "workspace" } as const;
    const { community } = await store.people.find({ chat, workspace, user: visitor }, noon);
    return community ?? expect.unreachable();
  }

  async function appendLine(line: Omit<TranscriptLine, "number">): Promise<TranscriptLine> {
    return (await transcript.save(line)).line;
  }

  async function answerOf(presentation: Presentation, account: Account): Promise<Answer | null> {
    return (await store.presentations.load(presentation.id, account.id))?.answer ?? null;
  }

  async function picksOf(presentation: Presentation, account: Account): Promise<readonly number[] | undefined> {
    return (await store.presentations.load(presentation.id, account.id))?.picks;
  }

  function asking(changes: Partial<Presentation> = {}): Presentation {
    return {
      id: `asked-${++serial}` as PresentationId,
      community: null,
      account: null,
      question: q("three-requests"),
      digest: "d1",
      shown: [2, 0, 1],
      reason: "play",
      topic: null,
      presentedAt: noon,
      chosen: null,
      closedAt: null,
      ...changes,
    };
  }

  async function present(changes: Partial<Presentation> = {}): Promise<Presentation> {
    const presentation = asking(changes);
    await store.presentations.save(presentation);
    return presentation;
  }

  function right(presentation: Presentation, account: Account, changes: Partial<Submission> = {}): Submission {
    return {
      presentation: presentation.id,
      account: account.id,
      choice: 0,
      grade: { right: true, diagnosis: diagnosed() },
      difficulty: 3,
      now: noon + 5,
      localDate: "2026-11-24",
      ...changes,
    };
  }

  const wrong = { choice: 1, grade: { right: false, diagnosis: shown } } as const;

  function daily(
    community: Community,
    channel: string,
    date: string,
    changes: Partial<Presentation> = {},
  ): [Daily, Presentation] {
    const presentation = asking({ community: community.id, reason: "daily", ...changes });
    return [
      {
        community: community.id,
        channel,
        date,
        presentation: presentation.id,
        message: null,
        sendingSince: null,
        failure: null,
      },
      presentation,
    ];
  }

  /** Claims a daily whose channel has a schedule that is due. */
  async function claim({ community, channel, date }: Daily, presentation: Presentation): Promise<boolean> {
    const schedule = { community, channel, minuteOfDay: 570, weekdays: [1], since: noon };
    await store.schedules.save(schedule, null, () => noon);
    return store.dailies.claim({ community, channel, date, presentation, dueAt: noon, nextDueAt: noon + 1 });
  }

  describe(`${name}: people`, () => {
    test("an account is found again by chat, workspace and user, and keeps the latest name", async () => {
      const first = await person("u1", "Ada");
      expect(await person("u1", "Ada")).toEqual(first);
      expect(await person("u1", "Ada L.")).toEqual({ ...first, name: "Ada L." });
      expect(await person("u1", "Ada L.")).toEqual({ ...first, name: "Ada L." });
    });

    test("chat, workspace and user each distinguish accounts, and every account has its own learner", async () => {
      const user = { id: "u1", name: "Ada", scope: "everywhere" } as const;
      const accounts = [
        await person("u1"),
        await person("u2"),
        await person("u1", "u1", "another server"),
        await person("u1", "u1", null),
        (await store.people.find({ chat: "discord", workspace: "server", user }, noon)).account,
      ];
      expect(new Set(accounts.map(({ id }) => id)).size).toBe(5);
      expect(new Set(accounts.map(({ learner }) => learner)).size).toBe(5);
      expect(await person("u1", "u1", null)).toEqual(accounts[3]);
    });

    test("if user ids are valid everywhere, a user's accounts share one learner, with the communities where they answered", async () => {
      const meet = async (chat: "discord" | "web", workspace: string | null, id = "u1") =>
        (
          await store.people.find(
            { chat, workspace, user: { id, name: "Ada", scope: chat === "discord" ? "everywhere" : "workspace" } },
            noon,
          )
        ).account;
      const talk = await meet("discord", null);
      const here = await meet("discord", "server");
      const there = await meet("discord", "another server");
      expect(new Set([talk.id, here.id, there.id]).size).toBe(3);
      expect(new Set([talk.learner, here.learner, there.learner]).size).toBe(1);
      expect((await meet("discord", "server", "u2")).learner).not.toBe(here.learner);
      expect((await meet("web", "server")).learner).not.toBe(here.learner);
      expect((await person("u1", "Ada", "another server")).learner).not.toBe((await person("u1")).learner);

      const [first, second] = [await room("server", "discord"), await room("x", "discord")];
      expect(await store.people.communitiesOf(here.learner)).toEqual([]);
      for (const community of [first, first, second]) {
        await store.answers.save(right(await present({ community: community.id }), here));
      }
      await store.answers.save(right(await present({ community: null }), talk));
      const answered = await store.people.communitiesOf(here.learner);
      expect(answered.map(({ community }) => community.workspace).sort()).toEqual(["server", "x"]);
      expect(answered.every(({ account }) => account === here.id)).toBe(true);

      await store.people.forget(talk.learner);
      expect((await meet("discord", "server")).id).not.toBe(here.id);
    });

    test("a hundred first requests at once create one account, one learner and one community", async () => {
      const accounts = await Promise.all(Array.from({ length: 100 }, () => person("u1")));
      const communities = await Promise.all(Array.from({ length: 100 }, () => room()));
      expect(new Set(accounts.map((account) => JSON.stringify(account))).size).toBe(1);
      expect(new Set(communities.map((community) => JSON.stringify(community))).size).toBe(1);
      expect(it.everyRow().filter((row) => row.includes(accounts[0]?.learner as string))).toHaveLength(2);
    });

    test("a community has no zone at first, and outside a workspace there is no community", async () => {
      const named = await room();
      expect(named).toEqual({ id: named.id, chat: "web", workspace: "server", zone: null });
      const alone = await store.people.find(
        { chat: "web", workspace: null, user: { id: "u1", name: "Ada", scope: "workspace" } },
        noon,
      );
      expect(alone.community).toBeNull();
      expect(it.everyRow().filter((row) => row.includes('"table":"community"'))).toHaveLength(1);
    });
  });

  describe(`${name}: presentations`, () => {
    test("is loaded as it was saved, and an unknown one is null", async () => {
      const ada = await person("ada");
      const community = await room();
      const plain = await present();
      const full = await present({
        community: community.id,
        account: ada.id,
        reason: "practice",
        topic: "event-loop",
        closedAt: noon + 9,
      });
      expect(await store.presentations.find(plain.id)).toEqual(plain);
      expect(await store.presentations.find(full.id)).toEqual(full);
      expect(await store.presentations.find("nothing" as PresentationId)).toBeNull();
      expect(await store.presentations.load("nothing" as PresentationId, ada.id)).toBeNull();
    });

    test("is loaded with its daily and with what one account did", async () => {
      const [ada, bob, community] = [await person("ada"), await person("bob"), await room()];
      const [today, presentation] = daily(community, "c1", "2026-11-24");
      await claim(today, presentation);
      const load = ({ id }: Account) => store.presentations.load(presentation.id, id);
      expect(await load(ada)).toEqual({ presentation, answer: null, picks: [], daily: today });
      await store.partialAnswers.change({ presentation: presentation.id, account: bob.id }, [], () => [2, 1]);
      const saved = await store.answers.save(right(presentation, ada));
      const answer = saved.type === "saved" ? saved.answer : expect.unreachable();
      expect(await load(ada)).toEqual({ presentation, answer, picks: [], daily: today });
      expect(await load(bob)).toEqual({ presentation, answer: null, picks: [2, 1], daily: today });
      const own = await present({ account: ada.id });
      expect(await store.presentations.load(own.id, ada.id)).toEqual({
        presentation: own,
        answer: null,
        picks: [],
        daily: null,
      });
    });

    test("the open question is the account's latest that is neither answered nor closed", async () => {
      const ada = await person("ada");
      const bob = await person("bob");
      const find = async () => (await store.presentations.findOpen(ada.id, q("three-requests")))?.presentation ?? null;
      await present();
      await present({ account: bob.id });
      await present({ account: ada.id, question: q("another") });
      await present({ account: ada.id, closedAt: noon, presentedAt: noon + 9 });
      expect(await find()).toBeNull();
      const older = await present({ account: ada.id, presentedAt: noon + 1 });
      const newer = await present({ account: ada.id, presentedAt: noon + 2 });
      expect(await find()).toEqual(newer);
      await store.answers.save(right(newer, ada));
      expect(await find()).toEqual(older);
      await store.answers.save(right(older, ada));
      expect(await find()).toBeNull();
    });
  });

  describe(`${name}: answers`, () => {
    test("a daily earns points although its question was practiced, but only once", async () => {
      const ada = await person("ada");
      const community = (await room()).id;
      const daily = { community, account: null, reason: "daily" } as const;
      const points: number[] = [];
      for (const changes of [{}, {}, daily, daily, {}]) {
        const saved = await store.answers.save(right(await present(changes), ada));
        points.push(saved.type === "saved" ? saved.answer.points : expect.unreachable());
      }
      expect(points).toEqual([3, 0, 3, 0, 0]);
    });

    test("the local days of all of a learner's accounts are saved, and the first answer of each is known", async () => {
      const everywhere = { id: "ada", name: "Ada", scope: "everywhere" } as const;
      const accountIn = async (workspace: string) =>
        (await store.people.find({ chat: "discord", workspace, user: everywhere }, noon)).account;
      const [one, two] = [await accountIn("server"), await accountIn("club")];
      const firsts: boolean[] = [];
      for (const [account, localDate] of [
        [one, "2026-11-23"],
        [one, "2026-11-23"],
        [two, "2026-11-23"],
        [two, "2026-11-24"],
        [one, "2026-11-24"],
        [one, "2026-11-22"],
      ] as const) {
        const saved = await store.answers.save(right(await present(), account, { localDate }));
        firsts.push(saved.type === "saved" ? saved.isFirstOfDay : expect.unreachable());
      }
      expect(firsts).toEqual([true, false, false, true, false, true]);
      const { played, posted } = await store.days.ofLearner(one.learner);
      expect(new Set(played)).toEqual(new Set(["2026-11-22", "2026-11-23", "2026-11-24"]));
      expect(posted).toEqual([]);
      expect((await store.days.home(one.learner))?.workspace).toBe("server");
      expect(await store.days.home((await person("nobody")).learner)).toBeNull();
      await store.people.forget(one.learner);
      expect((await store.days.ofLearner(one.learner)).played).toEqual([]);
    });

    test("the days on which the home of a learner got a daily question are those on which one was posted", async () => {
      const [ada, community, other] = [await person("ada"), await room(), await room("elsewhere")];
      const [posted, unposted] = [daily(community, "c1", "2026-11-23"), daily(community, "c1", "2026-11-24")];
      for (const one of [posted, unposted, daily(other, "c9", "2026-11-22")]) await claim(...one);
      await store.dailies.recordPost(posted[1].id, "m1", noon + 9);
      await store.answers.save(right(await present(), ada));
      expect((await store.days.ofLearner(ada.learner)).posted).toEqual(["2026-11-23"]);
    });

    test("the latest question of a topic is open until it is answered", async () => {
      const ada = await person("ada");
      const find = async () => (await store.presentations.findOpenIn(ada.id, "event-loop"))?.presentation ?? null;
      const own = { account: ada.id, topic: "event-loop", chosen: { type: "first" } } as const;
      const older = await present({ ...own, presentedAt: noon - 1 });
      expect(await find()).toEqual(older);
      const newer = await present(own);
      await present({ ...own, topic: null, presentedAt: noon + 1 });
      await present({ ...own, reason: "practice", presentedAt: noon + 1 });
      await present({ ...own, account: (await person("bob")).id, presentedAt: noon + 1 });
      expect(await find()).toEqual(newer);
      await store.answers.save(right(newer, ada));
      expect(await find()).toBeNull();
    });

    test("the first answer is saved completely, and a second press returns it", async () => {
      const ada = await person("ada");
      const presentation = await present();
      expect(await answerOf(presentation, ada)).toBeNull();
      const savedAnswers = await store.answers.save(right(presentation, ada, wrong));
      const answer = {
        presentation: presentation.id,
        account: ada.id,
        question: presentation.question,
        choice: 1,
        right: false,
        answeredBefore: false,
        points: 0,
        diagnosis: shown,
        reply: null,
        confidence: null,
        answeredAt: noon + 5,
        localDate: "2026-11-24",
      };
      expect(savedAnswers).toEqual({ type: "saved", answer, isFirstOfDay: true, correction: null });
      const again = await store.answers.save(right(presentation, ada));
      expect(again).toEqual({ type: "already-answered", answer });
      expect(await answerOf(presentation, ada)).toEqual(answer);
      const bobs = await store.answers.save(right(presentation, await person("bob")));
      expect(bobs).toMatchObject({ type: "saved" });
    });

    test("the first reply to a verdict is saved with its answer, and later ones change nothing", async () => {
      const [ada, bob] = [await person("ada"), await person("bob")];
      const presentation = await present();
      const grade = { right: false, diagnosis: unclear };
      for (const account of [ada, bob]) await store.answers.save(right(presentation, account, { choice: 1, grade }));
      const key = { presentation: presentation.id, account: ada.id };
      const bobs = { ...key, account: bob.id };
      const [thought = null, other = null] = unclear.asked;
      const replied = await store.answers.saveReply(key, thought, noon + 60);
      expect(replied).toMatchObject({ account: ada.id, choice: 1, diagnosis: unclear, reply: { thought } });
      expect(await store.answers.saveReply(key, other, noon + 70)).toEqual(replied);
      expect(await store.answers.saveReply(bobs, null, noon + 80)).toMatchObject({ reply: { thought: null } });
      expect(await answerOf(presentation, ada)).toEqual(replied);
      expect(await store.answers.ofLearner(ada.learner)).toEqual([replied]);
      const page = await store.answers.page(null, 9);
      expect(new Set(page.map(({ reply }) => reply?.thought))).toEqual(new Set([thought, null]));
      expect(await store.answers.saveReply({ ...key, account: "nobody" as AccountId }, thought, noon)).toBeNull();
    });

    test("what a person first says about how sure they were is kept with the answer", async () => {
      const ada = await person("ada");
      const presentation = await present();
      const key = { presentation: presentation.id, account: ada.id };
      expect(await store.answers.saveConfidence(key, "sure", noon)).toBeNull();
      await store.answers.save(right(presentation, ada));
      expect(await answerOf(presentation, ada)).toMatchObject({ confidence: null });
      const rated = await store.answers.saveConfidence(key, "guess", noon + 60);
      expect(rated).toMatchObject({ account: ada.id, right: true, confidence: "guess" });
      expect(await store.answers.saveConfidence(key, "sure", noon + 70)).toEqual(rated);
      expect(await answerOf(presentation, ada)).toEqual(rated);
      expect(await store.answers.ofLearner(ada.learner)).toEqual([rated]);
    });

    test("of two replies at once, one counts", async () => {
      const ada = await person("ada");
      const presentation = await present();
      const grade = { right: false, diagnosis: unclear };
      await store.answers.save(right(presentation, ada, { choice: 1, grade }));
      const key = { presentation: presentation.id, account: ada.id };
      const replies = await Promise.all(
        [...unclear.asked, null].map((thought) => store.answers.saveReply(key, thought, noon)),
      );
      expect(new Set(replies.map((answer) => answer?.reply?.thought)).size).toBe(1);
    });

    test('"I don\'t know" is an answer too', async () => {
      const ada = await person("ada");
      const presentation = await present();
      const grade = { right: false, diagnosis: diagnosed() };
      const savedAnswers = await store.answers.save(right(presentation, ada, { choice: "unknown", grade }));
      expect(savedAnswers).toMatchObject({ type: "saved", answer: { choice: "unknown", right: false, points: 0 } });
    });

    test("a closed question accepts no answer, but still shows one that was in time", async () => {
      const [ada, bob, community] = [await person("ada"), await person("bob"), await room()];
      const [today, presentation] = daily(community, "c1", "2026-11-24");
      await claim(today, presentation);
      await store.answers.save(right(presentation, ada));
      await store.schedules.end(community.id, "c1", noon + 7);
      expect(await store.answers.save(right(presentation, bob))).toEqual({ type: "closed", at: noon + 7 });
      expect(await store.answers.save(right(presentation, ada))).toMatchObject({ type: "already-answered" });
      expect(await store.answers.ofLearner(bob.learner)).toEqual([]);
    });

    test("an answer without a presentation or an account is a bug and saves nothing", async () => {
      const ada = await person("ada");
      const presentation = await present();
      const before = it.everyRow();
      await expect(
        store.answers.save(right({ ...presentation, id: "nothing" as PresentationId }, ada)),
      ).rejects.toThrow("nothing");
      const nobody = { ...ada, id: "nobody" as AccountId };
      await expect(store.answers.save(right(presentation, nobody))).rejects.toThrow("nobody");
      expect(it.everyRow()).toEqual(before);
    });

    test("a hundred presses at once on one question save one answer and its points once", async () => {
      const [ada, community] = [await person("ada"), await room()];
      const presentation = await present({ community: community.id, account: ada.id });
      const presses = Array.from({ length: 100 }, (_, press) =>
        store.answers.save(right(presentation, ada, { now: noon + press })),
      );
      const savedAnswers = await Promise.all(presses);
      expect(savedAnswers.filter(({ type }) => type === "saved")).toHaveLength(1);
      expect(savedAnswers.filter(({ type }) => type === "already-answered")).toHaveLength(99);
      expect(new Set(savedAnswers.map((each) => JSON.stringify("answer" in each && each.answer))).size).toBe(1);
      expect(await store.leaderboards.standings(community.id, null, null)).toEqual([
        { account: ada.id, name: "ada", points: 3 },
      ]);
    });

    test("the same question in many rows, answered at once, earns its points once per learner", async () => {
      const [ada, bob, community] = [await person("ada"), await person("bob"), await room()];
      const rows = await Promise.all(Array.from({ length: 20 }, () => present({ community: community.id })));
      const savedAnswers = await Promise.all(
        rows.flatMap((presentation) => [
          store.answers.save(right(presentation, ada)),
          store.answers.save(right(presentation, bob)),
        ]),
      );
      expect(savedAnswers.every(({ type }) => type === "saved")).toBe(true);
      const points = (await store.leaderboards.standings(community.id, null, null)).map((standing) => standing.points);
      expect(points).toEqual([3, 3]);
    });

    test("a wrong answer first means that the right one later earns nothing", async () => {
      const ada = await person("ada");
      await store.answers.save(right(await present(), ada, wrong));
      const later = await store.answers.save(right(await present(), ada));
      expect(later).toMatchObject({ answer: { right: true, answeredBefore: true, points: 0 } });
      const other = await present({ question: q("another") });
      expect(await store.answers.save(right(other, ada))).toMatchObject({
        answer: { answeredBefore: false, points: 3 },
      });
    });

    test("a learner's answers come oldest first, and those of one moment in the order of their presentations", async () => {
      const [ada, bob] = [await person("ada"), await person("bob")];
      const at = [30, 10, 20, 20];
      for (const [index, offset] of at.entries()) {
        const presentation = await present({ question: q(`q${index}`), presentedAt: noon + index });
        await store.answers.save(right(presentation, ada, { now: noon + offset }));
        await store.answers.save(right(presentation, bob, wrong));
      }
      const questions = (await store.answers.ofLearner(ada.learner)).map(({ question }) => question);
      expect(questions).toEqual(["q1", "q2", "q3", "q0"]);
      expect(await store.answers.ofLearner("nobody" as LearnerId)).toEqual([]);
    });

    test("the tally counts every choice of one question", async () => {
      const presentation = await present();
      const choices = [0, 0, 2, "unknown", 2, 2, [0, 2]] as const;
      for (const [index, choice] of choices.entries()) {
        const grade = { right: choice === 0, diagnosis: diagnosed() };
        await store.answers.save(right(presentation, await person(`u${index}`), { choice, grade }));
      }
      await store.answers.save(right(await present(), await person("u0"), { choice: 1 }));
      const tally = await store.answers.tally(presentation.id);
      expect([tally.answered, tally.right]).toEqual([7, 2]);
      expect(tally.counts).toEqual(
        new Map([
          [0, 2],
          [2, 3],
        ]),
      );
      expect(await store.answers.tally("nothing" as PresentationId)).toEqual({
        answered: 0,
        right: 0,
        counts: new Map(),
      });
    });

    test("an answer of several presses comes back as it was given", async () => {
      const [presentation, ada] = [await present(), await person("ada")];
      const savedAnswers = await store.answers.save(right(presentation, ada, { choice: [2, 0, 1] }));
      expect(savedAnswers).toMatchObject({ type: "saved", answer: { choice: [2, 0, 1] } });
      expect(await store.answers.ofLearner(ada.learner)).toMatchObject([{ choice: [2, 0, 1] }]);
    });

    test("picks are each person's own, also when two presses come at once, until the answer is sent", async () => {
      const [presentation, ada, bob] = [await present(), await person("ada"), await person("bob")];
      const keyOf = ({ id }: Account) => ({ presentation: presentation.id, account: id });
      expect(await picksOf(presentation, ada)).toEqual([]);
      const append = (choice: number) =>
        store.partialAnswers.change(keyOf(ada), [], (picks) => (picks.includes(choice) ? picks : [...picks, choice]));
      await Promise.all([append(1), append(0)]);
      expect(await append(2)).toHaveLength(3);
      expect([...((await picksOf(presentation, ada)) ?? [])].sort()).toEqual([0, 1, 2]);
      expect(await picksOf(presentation, bob)).toEqual([]);
      await store.partialAnswers.change(keyOf(bob), [], () => [1]);
      await store.answers.save(right(presentation, ada, { choice: [0, 1, 2] }));
      expect(await picksOf(presentation, ada)).toEqual([]);
      expect(it.everyRow().filter((row) => row.includes("partial_answer"))).toHaveLength(1);
      await store.people.forget(bob.learner);
      expect(it.everyRow().filter((row) => row.includes("partial_answer"))).toEqual([]);
    });

    test("forty changes at once, read before any of them was saved, are all applied", async () => {
      const [presentation, ada] = [await present(), await person("ada")];
      const key = { presentation: presentation.id, account: ada.id };
      const changes = Array.from({ length: 40 }, (_, choice) =>
        store.partialAnswers.change(key, [], (picks) => [...picks, choice]),
      );
      await Promise.all(changes);
      expect(new Set(await picksOf(presentation, ada)).size).toBe(40);
      // All removed again: no picks are equivalent to no row.
      expect(await store.partialAnswers.change(key, [7], () => [])).toEqual([]);
      expect(await store.partialAnswers.change(key, [], () => [3])).toEqual([3]);
    });
  });

  describe(`${name}: standings`, () => {
    const days = ["2026-11-22", "2026-11-23", "2026-11-24"];
    const windows: readonly (readonly [string | null, string | null, number])[] = [
      [null, null, 3 + 2 + 1],
      ["2026-11-23", null, 2 + 1],
      [null, "2026-11-23", 3 + 2],
      ["2026-11-23", "2026-11-23", 2],
      ["2026-11-24", "2026-11-22", 0],
      ["2026-11-25", null, 0],
    ];

    test.each(windows)("from %s to %s, both days included, are %i points", async (from, to, points) => {
      const [ada, bob, community] = [await person("ada"), await person("bob"), await room()];
      for (const [index, localDate] of days.entries()) {
        const presentation = await present({ community: community.id, question: q(`q${index}`) });
        await store.answers.save(right(presentation, ada, { localDate, difficulty: 3 - index }));
        await store.answers.save(right(presentation, bob, { localDate, difficulty: 3 - index }));
      }
      const found = [...(await store.leaderboards.standings(community.id, from, to))];
      const byName = found.sort((a, b) => a.name.localeCompare(b.name));
      const both = [
        { account: ada.id, name: "ada", points },
        { account: bob.id, name: "bob", points },
      ];
      expect(byName).toEqual(points > 0 ? both : []);
    });

    test("count only answers in this community, under the latest name", async () => {
      const ada = await person("ada");
      const [here, there] = [await room(), await room("elsewhere")];
      await store.answers.save(right(await present({ community: here.id, question: q("a") }), ada));
      await store.answers.save(right(await present({ community: there.id, question: q("b") }), ada, { difficulty: 2 }));
      await store.answers.save(right(await present({ question: q("c") }), ada));
      await person("ada", "Ada the Second");
      const name = "Ada the Second";
      expect(await store.leaderboards.standings(here.id, null, null)).toEqual([{ account: ada.id, name, points: 3 }]);
      expect(await store.leaderboards.standings(there.id, null, null)).toEqual([{ account: ada.id, name, points: 2 }]);
      expect(await store.leaderboards.standings("nowhere" as CommunityId, null, null)).toEqual([]);
    });
  });

  describe(`${name}: schedules`, () => {
    const times = { minuteOfDay: 570, weekdays: [1, 3, 5], since: noon };

    const dueAt = (instant: number) => () => instant;
    const next = async () => {
      const found = await store.schedules.listNext(9);
      return found.map(({ channel, nextDueAt }) => [channel, nextDueAt - noon]);
    };

    test("a channel has one, which a later one replaces; a zone stays until another is given", async () => {
      const community = await room();
      const first = { community: community.id, channel: "c1", ...times };
      await store.schedules.save(first, "Europe/Berlin", dueAt(noon));
      const second = { ...first, minuteOfDay: 0, weekdays: [7], since: noon + 1 };
      await store.schedules.save(second, null, (_, zone) => (zone === "Europe/Berlin" ? noon + 9 : 0));
      expect(await store.schedules.ofCommunity(community.id)).toEqual([{ ...second, lastDaily: null }]);
      const where = { chat: "web", workspace: "server", zone: "Europe/Berlin" };
      expect(await store.schedules.listNext(9)).toEqual([{ ...second, ...where, nextDueAt: noon + 9 }]);
      expect(await room()).toEqual({ ...community, zone: "Europe/Berlin" });
    });

    test("the schedules that are due first come first, and at most as many as requested", async () => {
      const community = await room();
      for (const [channel, after] of Object.entries({ c1: 3, c2: 1, c3: 2 })) {
        await store.schedules.save({ community: community.id, channel, ...times }, null, dueAt(noon + after));
      }
      expect((await store.schedules.listNext(2)).map(({ channel }) => channel)).toEqual(["c2", "c3"]);
      const [first] = await store.schedules.listNext(1);
      if (!first) return expect.unreachable();
      await store.schedules.advance(first, noon + 8);
      // It was read before it moved, so it does not move again.
      await store.schedules.advance(first, noon + 9);
      expect(await next()).toEqual([
        ["c3", 2],
        ["c1", 3],
        ["c2", 8],
      ]);
    });

    test("a new zone moves the due times of the community's other channels, and of no other community", async () => {
      const [here, there] = [await room(), await room("elsewhere")];
      const at = (community: Community, channel: string, minuteOfDay: number) => ({
        community: community.id,
        channel,
        ...times,
        minuteOfDay,
      });
      await store.schedules.save(at(here, "c1", 1), null, dueAt(noon));
      await store.schedules.save(at(there, "c2", 2), null, dueAt(noon));
      const inZone = ({ minuteOfDay }: Schedule, zone: string | null) =>
        noon + minuteOfDay + (zone === "Asia/Tokyo" ? 100 : 0);
      await store.schedules.save(at(here, "c3", 3), "Asia/Tokyo", inZone);
      expect(await next()).toEqual([
        ["c2", 0],
        ["c1", 101],
        ["c3", 103],
      ]);
    });

    test("each comes with the last daily that was claimed for its channel", async () => {
      const community = await room();
      const [monday, tuesday] = [daily(community, "c1", "2026-11-23"), daily(community, "c1", "2026-11-24")];
      await claim(...monday);
      await claim(...tuesday);
      await store.dailies.markSending(tuesday[1].id, noon + 2);
      await store.dailies.recordFailure(tuesday[1].id, "no-permission");
      const last = async () => (await store.schedules.ofCommunity(community.id)).map(({ lastDaily }) => lastDaily);
      expect(await last()).toEqual([{ ...tuesday[0], failure: "no-permission" }]);
      await store.dailies.markSending(tuesday[1].id, noon + 3);
      expect(await last()).toEqual([{ ...tuesday[0], sendingSince: noon + 3 }]);
    });

    test("ending one channel's leaves the others; ending all ends those of this community only", async () => {
      const [here, there] = [await room(), await room("elsewhere")];
      for (const channel of ["c1", "c2", "c3"]) {
        await store.schedules.save({ community: here.id, channel, ...times }, null, dueAt(noon));
      }
      await store.schedules.save({ community: there.id, channel: "c1", ...times }, null, dueAt(noon));
      const [savedAnswers, ended, elsewhere] = [
        daily(here, "c2", "2026-11-24"),
        daily(here, "c1", "2026-11-24"),
        daily(there, "c1", "2026-11-24"),
      ];
      for (const each of [savedAnswers, ended, elsewhere]) await claim(...each);
      const closings = async () => {
        const presentation = await Promise.all(
          [savedAnswers, ended, elsewhere].map(([each]) => store.presentations.find(each.presentation)),
        );
        return presentation.map((each) => each?.closedAt);
      };
      expect(await store.schedules.end(here.id, "c1", noon + 1)).toBe(1);
      expect(await closings()).toEqual([null, noon + 1, null]);
      expect(await store.schedules.end(here.id, "c1", noon + 2)).toBe(0);
      expect(await closings()).toEqual([null, noon + 1, null]);
      expect(await store.schedules.end(here.id, null, noon + 3)).toBe(2);
      expect(await closings()).toEqual([noon + 3, noon + 1, null]);
      expect((await store.schedules.listNext(9)).map(({ community }) => community)).toEqual([there.id]);
    });
  });

  describe(`${name}: dailies`, () => {
    test("of fifty claims at once one wins, and only its presentation is saved", async () => {
      const community = await room();
      const claims = Array.from({ length: 50 }, () => daily(community, "c1", "2026-11-24"));
      const won = await Promise.all(claims.map((each) => claim(...each)));
      expect(won.filter(Boolean)).toHaveLength(1);
      const presentation = await Promise.all(claims.map(([each]) => store.presentations.find(each.presentation)));
      expect(presentation.map((each) => each !== null)).toEqual(won);
      const open = await store.presentations.findOpenDaily(community.id, "c1", (await person("ada")).id);
      expect(open?.daily).toEqual(claims[won.indexOf(true)]?.[0]);
      expect((await store.schedules.listNext(9)).map(({ nextDueAt }) => nextDueAt)).toEqual([noon + 1]);
    });

    test("a claim moves the schedule as it was read, and fails if the schedule has changed or ended", async () => {
      const community = await room();
      const schedule = { community: community.id, channel: "c1", minuteOfDay: 570, weekdays: [1], since: noon };
      const tryClaim = (date: string, dueAt: number) => {
        const [{ channel }, presentation] = daily(community, "c1", date);
        const claimed = { community: community.id, channel, date, presentation, dueAt, nextDueAt: dueAt + 10 };
        return store.dailies.claim(claimed);
      };
      const next = async () => (await store.schedules.listNext(9)).map(({ nextDueAt }) => nextDueAt - noon);
      await store.schedules.save(schedule, null, () => noon);
      expect(await tryClaim("2026-11-23", noon - 1)).toBe(false);
      expect(await tryClaim("2026-11-23", noon)).toBe(true);
      expect(await next()).toEqual([10]);
      // The day is taken: only the schedule moves.
      const before = it.everyRow().length;
      expect(await tryClaim("2026-11-23", noon + 10)).toBe(false);
      expect(it.everyRow()).toHaveLength(before);
      expect(await next()).toEqual([20]);
      await store.schedules.end(community.id, "c1", noon);
      expect(await tryClaim("2026-11-24", noon + 20)).toBe(false);
      expect(it.everyRow()).toHaveLength(before - 1);
    });

    test("a new day closes the channel's previous day, and a lost claim closes nothing", async () => {
      const community = await room();
      const monday = daily(community, "c1", "2026-11-23", { presentedAt: noon });
      const elsewhere = daily(community, "c2", "2026-11-23", { presentedAt: noon });
      const tuesday = daily(community, "c1", "2026-11-24", { presentedAt: noon + 10 });
      const again = daily(community, "c1", "2026-11-24", { presentedAt: noon + 20 });
      expect(await claim(...monday)).toBe(true);
      expect(await claim(...elsewhere)).toBe(true);
      expect(await claim(...tuesday)).toBe(true);
      expect(await claim(...again)).toBe(false);
      const closings = [monday, elsewhere, tuesday].map(
        async ([each]) => (await store.presentations.find(each.presentation))?.closedAt,
      );
      expect(await Promise.all(closings)).toEqual([noon + 10, null, null]);
    });

    test("unposted ones are those claimed since, without a message and still open, oldest first", async () => {
      const community = await room();
      const claims = [3, 1, 2].map((at) => daily(community, `c${at}`, "2026-11-24", { presentedAt: noon + at }));
      for (const each of claims) await claim(...each);
      const channels = async (since: number) => (await store.dailies.unposted(since)).map(({ channel }) => channel);
      expect(await channels(noon)).toEqual(["c1", "c2", "c3"]);
      expect(await channels(noon + 2)).toEqual(["c2", "c3"]);
      await store.dailies.recordPost(claims[0]?.[0].presentation as PresentationId, "m3", noon + 9);
      expect(await channels(noon)).toEqual(["c1", "c2"]);
      await store.schedules.end(community.id, "c1", noon + 9);
      expect(await channels(noon)).toEqual(["c2"]);
    });

    test("if many start to send one daily at once, only one may, and the mark stays until the outcome is known", async () => {
      const community = await room();
      const [claimed, presentation] = daily(community, "c1", "2026-11-24");
      await claim(claimed, presentation);
      const begun = await Promise.all(
        Array.from({ length: 20 }, (_, at) => store.dailies.markSending(presentation.id, noon + at)),
      );
      expect(begun.filter(Boolean)).toHaveLength(1);
      const sendingSince = noon + begun.indexOf(true);
      const found = async () => (await store.dailies.load(presentation.id))?.daily;
      const had = () => store.dailies.lastPosted(community.id, "c1", [presentation.question]);
      expect(await found()).toEqual({ ...claimed, sendingSince });
      expect(await store.dailies.unposted(noon)).toEqual([{ ...claimed, sendingSince }]);
      expect(await had()).toEqual(new Map([[presentation.question, "2026-11-24"]]));

      await store.dailies.recordFailure(presentation.id, "no-channel");
      expect(await found()).toEqual({ ...claimed, failure: "no-channel" });
      expect(await had()).toEqual(new Map());
      expect(await store.dailies.markSending(presentation.id, noon + 30)).toBe(true);
      await store.dailies.recordPost(presentation.id, "m1", noon + 31);
      await store.dailies.recordPost(presentation.id, "m2", noon + 32);
      expect(await found()).toEqual({ ...claimed, message: "m1" });
      expect(await store.dailies.markSending(presentation.id, noon + 33)).toBe(false);
      expect(await store.dailies.unposted(noon)).toEqual([]);
      expect(await store.dailies.markSending("nothing" as PresentationId, noon)).toBe(false);
    });

    test("the open one is this channel's, otherwise the community's latest, otherwise none", async () => {
      const [here, there] = [await room(), await room("elsewhere")];
      const ada = await person("ada");
      const found = async () =>
        (await store.presentations.findOpenDaily(here.id, "c1", ada.id))?.daily?.channel ?? null;
      await claim(...daily(there, "c1", "2026-11-24"));
      expect(await found()).toBeNull();
      await claim(...daily(here, "c2", "2026-11-24", { presentedAt: noon + 2 }));
      await claim(...daily(here, "c3", "2026-11-24", { presentedAt: noon + 3 }));
      expect(await found()).toBe("c3");
      await claim(...daily(here, "c1", "2026-11-24", { presentedAt: noon }));
      expect(await found()).toBe("c1");
      await store.schedules.end(here.id, "c1", noon);
      await store.schedules.end(here.id, "c3", noon);
      expect(await found()).toBe("c2");
    });

    test("questions were last posted on the latest day they are or may be in the channel", async () => {
      const community = await room();
      const inOrder = ["q1", "q2", "q1", "q3"].map(q);
      const claims = inOrder.map((question, index) =>
        daily(community, "c1", `2026-11-2${index + 1}`, { question, presentedAt: noon + index }),
      );
      for (const each of [...claims, daily(community, "c2", "2026-11-29", { question: q("q1") })]) await claim(...each);
      for (const [{ presentation }] of claims.slice(0, 3)) await store.dailies.recordPost(presentation, "m", noon);
      const last = async (...questions: string[]) =>
        Object.fromEntries(await store.dailies.lastPosted(community.id, "c1", questions.map(q)));
      expect(await last("q1", "q2", "q3", "q4")).toEqual({ q1: "2026-11-23", q2: "2026-11-22" });
      expect(await last("q2")).toEqual({ q2: "2026-11-22" });
      await store.dailies.markSending((claims[3]?.[1] ?? expect.unreachable()).id, noon);
      expect(await last("q1", "q3")).toEqual({ q1: "2026-11-23", q3: "2026-11-24" });
    });

    test("one is loaded with its tally, and with the previous one that is in the channel", async () => {
      const community = await room();
      const people = await Promise.all(["ada", "bob", "cid"].map((id) => person(id)));
      const answerAll = async (presentation: Presentation, choices: readonly Choice[]) => {
        for (const [index, account] of people.entries()) {
          const choice = choices[index] ?? "unknown";
          const grade = { right: choice === 0, diagnosis: diagnosed() };
          await store.answers.save(right(presentation, account, { choice, grade }));
        }
      };
      const first = daily(community, "c1", "2026-11-21");
      const missing = daily(community, "c1", "2026-11-22");
      const today = daily(community, "c1", "2026-11-23", { presentedAt: noon + 9 });
      const elsewhere = daily(community, "c2", "2026-11-22");
      for (const each of [first, elsewhere]) {
        await claim(...each);
        await store.dailies.recordPost(each[1].id, "m1", noon);
      }
      await answerAll(first[1], [2, 0, [0, 1]]);
      await answerAll(elsewhere[1], [1, 1, 1]);
      await claim(...missing);
      await claim(...today);
      const loaded = () => store.dailies.load(today[1].id);
      const none = { answered: 0, right: 0, counts: new Map() };
      const previous = {
        date: "2026-11-21",
        presentation: { ...first[1], closedAt: noon },
        tally: {
          answered: 3,
          right: 1,
          counts: new Map([
            [0, 1],
            [2, 1],
          ]),
        },
      };
      const base = { chat: "web", workspace: "server", daily: today[0], presentation: today[1] };
      expect(await loaded()).toEqual({ ...base, tally: none, previous });
      await answerAll(today[1], [0, 0, "unknown"]);
      expect(await loaded()).toEqual({
        ...base,
        tally: { answered: 3, right: 2, counts: new Map([[0, 2]]) },
        previous,
      });
      expect((await store.dailies.load(first[1].id))?.previous).toBeNull();
      expect(await store.dailies.load("nothing" as PresentationId)).toBeNull();
    });
  });

  const card = (account: Pick<Account, "id" | "name">): Card => ({
    type: "card",
    tone: "score",
    title: "Board",
    blocks: [
      {
        type: "rows",
        rows: [{ lead: "1.", text: nameSpan(account.name, account.id), trail: "3", own: false, bar: null }],
      },
    ],
    buttons: [[{ id: "b", label: "A", spoken: "A", style: "plain" }]],
    reference: [{ type: "code", language: "js", text: "run();" }],
  });

  function pasting(id: string, account: Account, changes: Partial<PastedProgram> = {}): PastedProgram {
    const source = 'console.log("a\u2028\\n`$` ☕");\n';
    return { id: id as TraceId, account: account.id, source, module: "commonjs", pastedAt: noon, ...changes };
  }

  describe(`${name}: all first answers`, () => {
    /** The pages joined. All but the last have as many answers as were asked for. */
    async function inPages(limit: number): Promise<readonly KeyedAnswer[]> {
      const all: KeyedAnswer[] = [];
      for (;;) {
        const page = await store.answers.page(all.at(-1) ?? null, limit);
        all.push(...page);
        expect(page.length).toBeLessThanOrEqual(limit);
        if (page.length < limit) return all;
      }
    }

    test("of a community come by time, with their replies, and without those from elsewhere", async () => {
      const [ada, bob, community] = [await person("ada"), await person("bob"), await room()];
      const shared = await present({ community: community.id });
      const dates = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
      for (const [day, localDate] of dates.entries()) {
        const own = await present({ community: community.id, account: ada.id });
        await store.answers.save(right(own, ada, { localDate, now: noon + 100 * day }));
      }
      await store.answers.save(
        right(shared, bob, { choice: 1, grade: { right: false, diagnosis: unclear }, now: noon }),
      );
      const thought = unclear.asked[0] ?? null;
      await store.answers.saveReply({ presentation: shared.id, account: bob.id }, thought, noon + 999);
      await store.answers.save(right(await present(), ada));
      await store.answers.save(right(await present({ community: (await room("other")).id }), ada));
      const found: CommunityAnswer[] = [];
      for await (const page of store.answers.ofCommunity(community.id, "2026-11-24", "2026-11-25")) found.push(...page);
      expect(found.map(({ learner, localDate }) => [learner, localDate])).toEqual([
        [bob.learner, "2026-11-24"],
        [ada.learner, "2026-11-24"],
        [ada.learner, "2026-11-25"],
      ]);
      expect(found[0]).toMatchObject({
        ...{ presentation: shared.id, question: shared.question, digest: "d1", right: false, diagnosis: unclear },
        ...{ reply: { thought }, repliedAt: noon + 999, answeredAt: noon, answeredBefore: false },
      });
      expect(found[1]).toMatchObject({ reply: null, repliedAt: null, answeredBefore: true });
    });

    test("of a community are all found, however many there are", async () => {
      const community = await room();
      const shared = await present({ community: community.id });
      const people = await Promise.all(Array.from({ length: 520 }, (_, number) => person(`person-${number}`)));
      for (const [number, account] of people.entries())
        await store.answers.save(right(shared, account, { now: noon + ((7 * number) % 520) }));
      const pages: (readonly CommunityAnswer[])[] = [];
      for await (const page of store.answers.ofCommunity(community.id, "2026-11-24", "2026-11-24")) pages.push(page);
      const times = pages.flat().map(({ answeredAt }) => answeredAt - noon);
      expect(times).toEqual([...Array(520).keys()]);
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(100);
    });

    test("come in pages of any size, each answer once, with the learner and the question as it was presented", async () => {
      const [ada, bob] = [await person("ada-user", "Ada"), await person("bob-user", "Bob")];
      const both = await present({ digest: "d2" });
      await store.answers.save(right(both, ada));
      await store.answers.save(right(both, bob, { ...wrong, now: noon + 7 }));
      const own = await present({ account: ada.id, question: q("other.7") });
      await store.answers.save(right(own, ada, { choice: [2, 0, 1], grade: { right: false, diagnosis: diagnosed() } }));
      const again = await present({ account: ada.id });
      await store.answers.save(
        right(again, ada, { choice: "unknown", grade: { right: false, diagnosis: diagnosed() } }),
      );
      const of = (presentation: Presentation, { id: account, learner }: Account, rest: object) => ({
        presentation: presentation.id,
        account,
        learner,
        question: presentation.question,
        digest: presentation.digest,
        choice: 0,
        right: false,
        diagnosis: diagnosed(),
        reply: null,
        answeredAt: noon + 5,
        ...rest,
      });
      const expected = [
        of(both, ada, { right: true }),
        of(both, bob, { choice: 1, diagnosis: shown, answeredAt: noon + 7 }),
        of(own, ada, { choice: [2, 0, 1] }),
        of(again, ada, { choice: "unknown" }),
      ];
      for (const limit of [1, 2, 3, 4, 5]) {
        const all = await inPages(limit);
        expect(all).toHaveLength(4);
        expect(new Set(all)).toEqual(new Set(expected));
      }
      expect(JSON.stringify(await inPages(9))).not.toContain("Ada");
    });

    test("are empty before the first answer", async () => {
      await present();
      expect(await inPages(3)).toEqual([]);
    });
  });

  function reporting(
    id: string,
    presentation: Presentation,
    account: Account,
    changes: Partial<QuestionReport> = {},
  ): QuestionReport {
    return {
      id: id as ReportId,
      presentation: presentation.id,
      question: presentation.question,
      digest: presentation.digest,
      account: account.id,
      reason: "wrong-key",
      note: "B is right too.\n“Ёж” 🦔 %_'",
      reportedAt: noon,
      ...changes,
    };
  }

  describe(`${name}: reports`, () => {
    test("are loaded as they were saved, latest first", async () => {
      const ada = await person("ada");
      const presentation = [await present(), await present({ account: ada.id }), await present()] as const;
      const made = [
        reporting("r1", presentation[0], ada, { reportedAt: noon - 1 }),
        reporting("r2", presentation[1], ada, { reason: "something-else", note: "", reportedAt: noon + 1 }),
        reporting("r3", presentation[2], ada, { note: "x".repeat(500) }),
      ];
      for (const report of made) await store.reports.save(report);
      expect(await store.reports.list()).toEqual([made[1], made[2], made[0]]);
    });

    test("a second one by the same account about the same presentation replaces the first, and no other", async () => {
      const [ada, bob] = [await person("ada"), await person("bob")];
      const [presentation, other] = [await present(), await present()];
      const bobs = reporting("r1", presentation, bob, { reportedAt: noon - 2 });
      const adas = reporting("r2", other, ada, { reportedAt: noon - 1 });
      await store.reports.save(bobs);
      await store.reports.save(adas);
      await store.reports.save(reporting("r3", presentation, ada));
      const second = { reason: "typing-mistake", note: "“teh”", reportedAt: noon + 5 } as const;
      await store.reports.save(reporting("r4", presentation, ada, second));
      expect(await store.reports.list()).toEqual([reporting("r3", presentation, ada, second), adas, bobs]);
    });

    test("are counted from a given time, in the community of the presentation", async () => {
      const [here, there] = [await room(), await room("another server")];
      const [ada, bob] = [await person("ada"), await person("bob")];
      const presentation = await present({ community: here.id });
      await store.reports.save(reporting("r1", presentation, ada, { reportedAt: noon - 1 }));
      await store.reports.save(reporting("r2", presentation, bob));
      await store.reports.save(reporting("r3", await present({ community: there.id }), ada));
      await store.reports.save(reporting("r4", await present(), ada));
      const counts = [noon - 1, noon, noon + 1].map((since) => store.reports.countSince(here.id, since));
      expect(await Promise.all(counts)).toEqual([2, 1, 0]);
      expect(await store.reports.countSince(there.id, 0)).toBe(1);
    });
  });

  describe(`${name}: pasted programs`, () => {
    test("are loaded as they were pasted", async () => {
      const ada = await person("ada");
      const programs = [pasting("t1", ada), pasting("t2", ada, { module: "module", source: "x".repeat(20_000) })];
      for (const program of programs) await store.pastedPrograms.save(program);
      expect(await store.pastedPrograms.find("t1" as TraceId)).toEqual(programs[0]);
      expect(await store.pastedPrograms.find("t2" as TraceId)).toEqual(programs[1]);
      expect(await store.pastedPrograms.find("t" as TraceId)).toBeNull();
    });

    test("are erased by age, together with the room's cards that show them", async () => {
      const ada = await person("ada");
      const shows = (id: string): TranscriptLine["body"] => {
        const button = { id: `trace-summary:${id}`, label: "Summary", spoken: "Summary", style: "plain" } as const;
        return { type: "card", card: { ...card(ada), blocks: [], buttons: [[button]] } };
      };
      await store.pastedPrograms.save(pasting("pasted-old-1", ada, { pastedAt: noon - 2 }));
      await store.pastedPrograms.save(pasting("pasted-old-2", ada, { pastedAt: noon - 1 }));
      await store.pastedPrograms.save(pasting("pasted-young", ada));
      for (const id of ["pasted-old-1", "pasted-young"]) await appendLine(saying(id, { body: shows(id) }));
      await appendLine(saying("words", { author: { id: "ada", name: "Ada" } }));
      expect(await store.pastedPrograms.eraseBefore(noon - 2)).toBe(0);
      expect(await store.pastedPrograms.eraseBefore(noon)).toBe(2);
      expect(await store.pastedPrograms.eraseBefore(noon)).toBe(0);
      expect(await store.pastedPrograms.find("pasted-old-1" as TraceId)).toBeNull();
      expect(await store.pastedPrograms.find("pasted-young" as TraceId)).toEqual(pasting("pasted-young", ada));
      expect((await transcript.recent("c1", "ada", 9)).map(({ body }) => body.type)).toEqual(["gone", "card", "words"]);
      expect(it.everyRow().filter((row) => row.includes("pasted-old-2"))).toEqual([]);
    });
  });

  function saying(id: string, changes: Partial<TranscriptLine> = {}): Omit<TranscriptLine, "number"> {
    return { id, channel: "c1", seenBy: null, author: null, body: { type: "words", text: id }, at: noon, ...changes };
  }

  describe(`${name}: transcript`, () => {
    test("numbers lines from 1, once for each id", async () => {
      const author = { id: "u1", name: "Ada" };
      const first = await appendLine(saying("l1", { author, seenBy: "u1" }));
      expect(first).toEqual({ ...saying("l1", { author, seenBy: "u1" }), number: 1 });
      const second = await appendLine(
        saying("l2", { body: { type: "card", card: card({ id: "bob" as AccountId, name: "Bob" }) } }),
      );
      expect(second.number).toBe(2);
      const again = await transcript.save(saying("l1", { body: { type: "gone" } }));
      expect(again).toEqual({ line: first, isNew: false });
      expect((await transcript.save(saying("l3"))).isNew).toBe(true);
      expect(await transcript.find("l2")).toEqual(second);
      expect(await transcript.find("nothing")).toBeNull();
      const twice = await Promise.all(Array.from({ length: 40 }, (_, index) => appendLine(saying(`t${index % 20}`))));
      expect(new Set(twice.map(({ number }) => number)).size).toBe(20);
    });

    test("a private line of the bot is replaced only for the user who sees it", async () => {
      const line = await appendLine(saying("private", { seenBy: "ada" }));
      await appendLine(saying("public"));
      await appendLine(saying("typed", { seenBy: "ada", author: { id: "ada", name: "Ada" } }));
      const body = { type: "gone" } as const;
      for (const [id, user] of [
        ["private", "bob"],
        ["public", "ada"],
        ["typed", "ada"],
        ["nothing", "ada"],
      ] as const) {
        expect(await transcript.replacePrivate(id, user, body), `${id} for ${user}`).toBeNull();
      }
      expect((await transcript.recent("c1", "ada", 9)).map((each) => each.body.type)).toEqual(Array(3).fill("words"));
      expect(await transcript.replacePrivate("private", "ada", body)).toEqual({ ...line, body });
    });

    test("a replaced line keeps its number", async () => {
      const line = await appendLine(saying("l1"));
      expect(await transcript.replace("l1", { type: "gone" })).toEqual({ ...line, body: { type: "gone" } });
      expect(await transcript.find("l1")).toEqual({ ...line, body: { type: "gone" } });
      expect(await transcript.replace("nothing", { type: "gone" })).toBeNull();
    });

    test("recent are the channel's latest that this user may see, oldest first", async () => {
      for (const index of [1, 2, 3, 4]) await appendLine(saying(`all${index}`));
      await appendLine(saying("mine", { seenBy: "me" }));
      await appendLine(saying("theirs", { seenBy: "them" }));
      await appendLine(saying("elsewhere", { channel: "c2" }));
      const ids = async (user: string, limit: number) =>
        (await transcript.recent("c1", user, limit)).map(({ id }) => id);
      expect(await ids("me", 3)).toEqual(["all3", "all4", "mine"]);
      expect(await ids("them", 100)).toEqual(["all1", "all2", "all3", "all4", "theirs"]);
      expect(await ids("me", 0)).toEqual([]);
    });
  });

  describe(`${name}: forget`, () => {
    test("leaves no row that names the person, and everybody else's rows as they were", async () => {
      const community = await room();
      const bob = await person("bob-user");
      const [today, presentation] = daily(community, "c1", "2026-11-24");
      await claim(today, presentation);
      await store.answers.save(right(presentation, bob));
      await store.reports.save(reporting("bobs-report", presentation, bob));
      await appendLine(saying("bob's", { author: { id: "bob-user", name: "Bob" } }));
      await appendLine(saying("leaderboard", { seenBy: "bob-user", body: { type: "card", card: card(bob) } }));
      const before = it.everyRow().filter((row) => !row.includes('"transcript"'));

      const ada = await person("ada-user", 'Ada "100%_\\" Lovelace');
      const own = await present({ account: ada.id, community: community.id });
      await store.answers.save(right(own, ada));
      await store.answers.save(right(presentation, ada, wrong));
      await present({ account: ada.id });
      await store.pastedPrograms.save(pasting("adas-program", ada));
      await store.reports.save(reporting("adas-report", own, ada));
      await store.reports.save(reporting("adas-other-report", presentation, ada));
      const author = { id: "ada-user", name: ada.name };
      await appendLine(saying("said", { author }));
      await appendLine(saying("seen", { seenBy: "ada-user" }));
      const shown = await appendLine(saying("told", { seenBy: "bob-user", body: { type: "card", card: card(ada) } }));
      const last = await appendLine(saying("last", { author }));

      await store.people.forget(ada.learner);
      const rows = it.everyRow();
      const traces = [
        ada.id,
        ada.learner,
        "ada-user",
        "Lovelace",
        own.id,
        "adas-program",
        "adas-report",
        "adas-other-report",
      ];
      for (const trace of traces) expect(rows.filter((row) => row.includes(trace))).toEqual([]);
      expect(rows.filter((row) => !row.includes('"transcript"'))).toEqual(before);
      expect(await transcript.recent("c1", "bob-user", 9)).toMatchObject([
        { id: "bob's", body: { type: "words" } },
        { id: "leaderboard", body: { type: "card" } },
        { id: "told", number: shown.number, body: { type: "gone" } },
      ]);
      // A number that was seen is never used again; otherwise pages that wait for later numbers would miss a line.
      expect((await appendLine(saying("next"))).number).toBeGreaterThan(last.number);
    });

    test("erases nobody else's messages, nor those of the same user id in another chat", async () => {
      const ada = await person("ada-user", "Ada");
      const author = { id: "bob-user", name: "Bob" };
      const words = await appendLine(saying("Ada", { author }));
      const namesake = {
        chat: "discord",
        workspace: "server",
        user: { id: "bob-user", name: "Bob", scope: "everywhere" },
      } as const;
      await store.people.forget((await store.people.find(namesake, noon)).account.learner);
      await store.people.forget(ada.learner);
      expect(await transcript.recent("c1", "bob-user", 9)).toEqual([words]);
    });

    test("a person who comes back is new, and erasing twice does no harm", async () => {
      const ada = await person("ada");
      await store.people.forget(ada.learner);
      await store.people.forget(ada.learner);
      const again = await person("ada");
      expect(again.id).not.toBe(ada.id);
      expect(await store.answers.ofLearner(again.learner)).toEqual([]);
    });
  });

  test.runIf(kind === "lasting")(`${name}: has everything after it is opened again`, async () => {
    const [ada, community] = [await person("ada", "Ada ☕"), await room()];
    const [today, presentation] = daily(community, "c1", "2026-11-24");
    await claim(today, presentation);
    await store.dailies.recordPost(presentation.id, "m1", noon);
    const begun = daily(community, "c2", "2026-11-24");
    await claim(...begun);
    await store.dailies.markSending(begun[1].id, noon + 3);
    await store.answers.save(right(presentation, ada));
    const schedule = { community: community.id, channel: "c1", minuteOfDay: 1439, weekdays: [7], since: noon };
    await store.schedules.save(schedule, "Asia/Kathmandu", () => noon);
    const line = await appendLine(saying("l1"));
    const before = it.everyRow();

    use((await it.reopen?.()) ?? expect.unreachable());
    expect(it.everyRow()).toEqual(before);
    expect(await person("ada", "Ada ☕")).toEqual(ada);
    expect(await room()).toEqual({ ...community, zone: "Asia/Kathmandu" });
    const openDaily = await store.presentations.findOpenDaily(community.id, "c1", ada.id);
    expect(openDaily?.daily).toEqual({ ...today, message: "m1" });
    expect((await store.dailies.load(begun[1].id))?.daily).toEqual({ ...begun[0], sendingSince: noon + 3 });
    expect(await store.answers.save(right(presentation, ada))).toMatchObject({ type: "already-answered" });
    expect(await store.schedules.ofCommunity(community.id)).toContainEqual({
      ...schedule,
      lastDaily: { ...today, message: "m1" },
    });
    expect(await appendLine(saying("l1"))).toEqual(line);
    expect((await appendLine(saying("l2"))).number).toBe(2);
  });
}
