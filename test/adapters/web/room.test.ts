import { describe, expect, test, vi } from "vitest";
import type { Hear } from "../../../src/bot/ports/chat.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { card, containing, echo, memoryTranscript, openBrowser, openRoom, questionCard } from "./room-under-test.ts";

const isHistory = ({ event }: { event: string }) => event === "history";
const post = (key: string, title: string) => ({
  workspace: "room",
  channel: "room",
  key,
  card: questionCard(title),
});

describe("typed text", () => {
  test.each([
    ["/async-quiz play", { type: "play", topic: null }],
    ["/play", { type: "play", topic: null }],
    ["/ASYNC-QUIZ  leaderboard today", { type: "leaderboard", window: "today" }],
    ["/async-quiz", { type: "play", topic: null }],
    ["/settings daily #room 09:00", { type: "settings-daily", channel: "room", minuteOfDay: 540 }],
    ["/settings daily #other 09:00", { type: "declined", refusal: { code: "bad-channel", typed: "#other" } }],
    ["/async-quizzes", { type: "declined", refusal: { code: "unknown-command" } }],
    ["x".repeat(4001), { type: "declined", refusal: { code: "too-long", limit: 4000 } }],
  ])("%.40s is a request", async (text, request) => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    await ada.post("/say", { text });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject(request);
    expect(heard[0]?.origin).toMatchObject({ chat: "web", workspace: "room", channel: "room", admin: true });
    expect(heard[0]?.origin.user.name).toBe("Ada");
  });

  test.each(["hello", "what is 1/2?", "x".repeat(4000), " say / slash"])("%.40s is said to everybody", async (text) => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const bob = await (await openBrowser(port, "Bob")).listen();
    await ada.post("/say", { text });
    await bob.until(containing(text.trim()));
    expect(heard).toEqual([]);
  });

  test("suggestions for a typed command come from the bot as whole texts", async () => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const suggested = async (typed: string) => JSON.parse((await ada.post("/suggest", { typed })).body).items;
    expect(await suggested("/async-quiz play ev")).toEqual([
      { value: "/async-quiz play", label: "play after play ev" },
    ]);
    await suggested("/pl");
    await suggested("/asy");
    await suggested("/play ");
    expect(await suggested("hello")).toEqual([]);
    const presentation = heard.map((command) => (command.type === "suggest" ? command.typed : null));
    expect(presentation).toEqual(["play ev", "pl", "", "play "]);
  });
});

describe("visibility", () => {
  test("a command with a secret and its answer are shown to the person, and never saved", async () => {
    const transcript = memoryTranscript();
    const save = vi.spyOn(transcript, "save");
    const { port } = await openRoom({ hear: async () => card("The code is A1B2-C3D4"), transcript });
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    await ada.post("/say", { text: "/link W5X6-Y7Z8" });
    await tab.until(containing("A1B2-C3D4"));
    expect(tab.signals.filter(containing("W5X6-Y7Z8"))).not.toEqual([]);
    expect(save.mock.calls.map(([line]) => line.body)).toEqual([{ type: "gone" }, { type: "gone" }]);
  });

  test("a private answer reaches all pages of the person, and no other page", async () => {
    const { port } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const bob = await openBrowser(port, "Bob");
    const [tab, otherTab, bobs] = [await ada.listen(), await ada.listen(), await bob.listen()];
    await ada.post("/say", { text: "/progress" });
    await ada.post("/say", { text: "good morning" });
    for (const each of [tab, otherTab]) {
      expect((await each.until(containing(">progress<"))).data.html).toContain("Only you can see this");
    }
    await bobs.until(containing("good morning"));
    expect(bobs.signals.filter(containing("progress"))).toEqual([]);
    const reloaded = await bob.listen();
    expect(JSON.stringify((await reloaded.until(isHistory)).data)).not.toContain("progress");
  });

  test("a post reaches everybody once, however often it is sent, and an edit updates it", async () => {
    const { port, chat } = await openRoom();
    const ada = await (await openBrowser(port, "Ada")).listen();
    await ada.until(isHistory);
    expect(await chat.post(post("daily-1", "first"))).toEqual({ type: "posted", message: "daily-1" });
    expect(await chat.post(post("daily-1", "again"))).toEqual({ type: "posted", message: "daily-1" });
    await chat.edit("daily-1", post("daily-1", "edited"));
    await ada.until(containing("edited"));
    expect(ada.signals.filter(containing(">first<"))).toHaveLength(1);
    expect(ada.signals.filter(containing(">again<"))).toEqual([]);
  });

  test("there is no other channel", async () => {
    const { chat } = await openRoom();
    const elsewhere = { ...post("k", "t"), channel: "elsewhere" };
    expect(await chat.post(elsewhere)).toEqual({ type: "failed", reason: "no-channel" });
  });

  test("people are counted by person, not by page", async () => {
    const { port } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const first = await ada.listen();
    await ada.listen();
    const bobs = await (await openBrowser(port, "Bob")).listen();
    await first.until(({ event, data }) => event === "people" && data.count === 2);
    bobs.leave();
    const counts = () => first.signals.filter(({ event }) => event === "people").map(({ data }) => data.count);
    await first.until(() => counts().at(-1) === 1 && counts().includes(2));
    expect(counts()).toEqual([1, 1, 2, 1]);
  });

  test("a new name reaches all pages of the person", async () => {
    const { port } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    await ada.post("/name", { name: "Countess" });
    const renamed = await tab.until(({ event, data }) => event === "person" && data.name === "Countess");
    expect(renamed.id).toBeNull();
  });
});

describe("a press", () => {
  test("in reply mode in-place replaces one's own message", async () => {
    const { port, transcript } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    await ada.post("/say", { text: "/play" });
    const { id, number } = (await tab.until(containing(">play<"))).data;
    await ada.post("/press", { line: id, button: "answer:asked-0001:0" });
    const verdict = await tab.until(containing(">answer<"));
    expect(verdict.data).toMatchObject({ id, number });
    expect((await transcript.find(id))?.body).toMatchObject({ card: { title: "answer" } });
  });

  test("in reply mode private answers below, and leaves the public message", async () => {
    const { port, chat, transcript } = await openRoom();
    await chat.post(post("daily-1", "daily"));
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    await ada.post("/press", { line: "daily-1", button: "answer-in-channel:asked-0001:1" });
    expect((await tab.until(containing(">answer-in-channel<"))).data.id).not.toBe("daily-1");
    expect((await transcript.find("daily-1"))?.body).toMatchObject({ card: { title: "daily" } });
  });

  test.each(["a public message", "another person's message", "no message"])("never replaces %s", async (whose) => {
    const { port, chat, transcript } = await openRoom();
    await chat.post(post("daily-1", "daily"));
    const bob = await openBrowser(port, "Bob");
    const bobs = await bob.listen();
    await bob.post("/say", { text: "/play" });
    const bobsLine = (await bobs.until(containing(">play<"))).data.id;
    const line = { "a public message": "daily-1", "another person's message": bobsLine }[whose] ?? "nothing";
    const before = await transcript.find(line);
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    await ada.post("/press", { line, button: "answer:asked-0001:0" });
    expect((await tab.until(containing(">answer<"))).data.id).not.toBe(line);
    expect(await transcript.find(line)).toEqual(before);
  });

  test("twice at once is handled once", async () => {
    let release = () => {};
    const blocked = new Promise<void>((done) => {
      release = done;
    });
    const hear: Hear = async (command) => {
      if (command.type === "answer") await blocked;
      return echo(command);
    };
    const { port, heard } = await openRoom({ hear });
    const ada = await openBrowser(port, "Ada");
    const press = () => ada.post("/press", { line: "x", button: "answer:asked-0001:0" });
    const answers = [press(), press()];
    setTimeout(release, 100);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    expect(heard.filter(({ type }) => type === "answer")).toHaveLength(1);
  });

  test.each(["nonsense", "x".repeat(101), "answer:asked-0001:9"])("on the button %.20s is declined", async (button) => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    await ada.post("/press", { line: "x", button });
    expect(heard[0]).toMatchObject({ type: "declined", refusal: { code: "unknown-button" } });
  });

  test("a form comes back as the answer, and its values as a command", async () => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const opened = JSON.parse((await ada.post("/press", { line: "x", button: "settings-form:" })).body);
    expect(opened).toMatchObject({ type: "form", html: /data-form="settings-daily"/ });
    const values = { channel: "room", time: "25:00", zone: "", days: "" };
    await ada.post("/form", { id: "settings-daily", values });
    await ada.post("/form", { id: "settings-daily", values: { ...values, time: "07:30" } });
    const declined = heard.find(({ type }) => type === "declined");
    expect(declined).toMatchObject({ refusal: { code: "bad-time", typed: "25:00" } });
    expect(heard.at(-1)).toMatchObject({ type: "settings-daily", minuteOfDay: 450 });
  });
});

test("a bug is logged, and the person hears about it without its details", async () => {
  const hear: Hear = async () => {
    throw new Error("secret path /etc");
  };
  const { port, errors } = await openRoom({ hear });
  const ada = await openBrowser(port, "Ada");
  const answer = await ada.post("/say", { text: "/play" });
  expect(answer.status).toBe(500);
  expect(JSON.parse(answer.body).message).toBe(wordsEn.crash.text);
  expect(answer.body).not.toContain("secret");
  expect(errors).toMatchObject([{ path: "/say", error: /secret path/ }]);
});

describe("history", () => {
  test("the recent lines come first, oldest first, and no more than the room keeps", async () => {
    const { port, chat } = await openRoom();
    for (let number = 1; number <= 205; number++) await chat.post(post(`p${number}`, `post ${number}`));
    const { lines } = (await (await (await openBrowser(port, "Ada")).listen()).until(isHistory)).data;
    expect(lines.map(({ id }: { id: string }) => id)).toEqual(Array.from({ length: 200 }, (_, at) => `p${at + 6}`));
  });

  test("a reconnecting page gets what it missed, new and changed, and nothing twice", async () => {
    const { port, chat } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    await chat.post(post("p1", "one"));
    const first = await ada.listen();
    await first.until(isHistory);
    await chat.post(post("p2", "two"));
    const known = (await first.until(containing(">two<"))).id as string;
    first.leave();
    await chat.post(post("p3", "three"));
    await chat.edit("p1", post("p1", "one anew"));
    const back = await ada.listen(known);
    await back.until(containing(">one anew<"));
    const sent = back.signals.filter(({ event }) => event !== "person" && event !== "people");
    expect(sent.map(({ event, data }) => `${event} ${data.id}`)).toEqual(["line p3", "line p1"]);
  });

  test.each(["nonsense", "other-7", ""])("a page that knows %j from another run gets the history", async (since) => {
    const { port, chat } = await openRoom();
    await chat.post(post("p1", "one"));
    const page = await (await openBrowser(port, "Ada")).listen(since);
    expect((await page.until(isHistory)).data.lines).toHaveLength(1);
  });

  test("erased lines leave every open page, and a reconnecting page does not get them back", async () => {
    const transcript = memoryTranscript();
    const hear: Hear = async (command) => {
      if (command.type === "forget-confirmed") transcript.erase("p1");
      return card(command.type);
    };
    const { port, chat } = await openRoom({ hear, transcript });
    const ada = await openBrowser(port, "Ada");
    const bob = await openBrowser(port, "Bob");
    const bobs = await bob.listen();
    const known = (await bobs.until(isHistory)).id as string;
    await chat.post(post("p1", "about Ada"));
    await ada.post("/press", { line: "p1", button: "forget-confirmed:" });
    await bobs.until(() => bobs.signals.filter(isHistory).length === 2);
    expect(bobs.signals.filter(isHistory).at(-1)?.data.lines).toEqual([]);
    const back = await bob.listen(known);
    expect((await back.until(isHistory)).data.lines).toEqual([]);
  });

  test("a restart loses nothing: the lines are there, and a press on an old message works", async () => {
    const transcript = memoryTranscript();
    const before = await openRoom({ transcript });
    const ada = await openBrowser(before.port, "Ada");
    await ada.post("/say", { text: "/play" });
    await before.chat.stop();
    const after = await openRoom({ transcript, port: before.port });
    const tab = await ada.listen();
    const { lines } = (await tab.until(isHistory)).data;
    await ada.post("/press", { line: lines.at(-1).id, button: "answer:asked-0001:0" });
    expect((await tab.until(containing(">answer<"))).data.id).toBe(lines.at(-1).id);
    expect(after.heard[0]?.origin.user.name).toBe("Ada");
  });
});

describe("stop", () => {
  test("ends the open pages, lets a running request finish, and then accepts no more", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hear: Hear = async (command) => {
      await released;
      return echo(command);
    };
    const { port, chat, transcript, heard } = await openRoom({ hear });
    const ada = await openBrowser(port, "Ada");
    const tab = await ada.listen();
    const running = ada.post("/press", { line: "x", button: "progress:" });
    await vi.waitUntil(() => heard.length === 1);
    const stopping = chat.stop();
    await tab.ended;
    release();
    await stopping;
    expect((await running).status).toBe(200);
    const user = /person=(\w+)/.exec(ada.cookie)?.[1] as string;
    expect((await transcript.recent("room", user, 10)).at(-1)?.body).toMatchObject({ card: { title: "progress" } });
    await expect(ada.post("/say", { text: "hi" })).rejects.toThrow();
  });

  test("cuts off a request that never ends", async () => {
    const { port, chat, heard } = await openRoom({ hear: () => new Promise(() => {}) });
    const ada = await openBrowser(port, "Ada");
    const running = ada.post("/press", { line: "x", button: "progress:" });
    const cut = expect(running).rejects.toThrow();
    await vi.waitUntil(() => heard.length === 1);
    await chat.stop();
    await cut;
  });
});
