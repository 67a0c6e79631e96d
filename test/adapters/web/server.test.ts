import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { roomLimits } from "../../../src/adapters/web/limits.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { openBrowser, openRoom, send } from "./room-under-test.ts";

const json = { "Content-Type": "application/json" };

describe("access", () => {
  test.each([
    ["its own address", (port: number) => `127.0.0.1:${port}`, 200],
    ["its own name", (port: number) => `localhost:${port}`, 200],
    ["a name that was made to point here", (port: number) => `evil.test:${port}`, 403],
    ["no port", () => "127.0.0.1", 403],
    ["another port", (port: number) => `localhost:${port + 1}`, 403],
    ["every address", (port: number) => `0.0.0.0:${port}`, 403],
    ["a name with its own inside", () => "localhost.evil.test", 403],
  ])("Host is %s", async (_, host, status) => {
    const { port } = await openRoom();
    for (const path of ["/", "/events?x", "/room.js"].slice(0, status === 200 ? 1 : 3)) {
      expect((await send(port, { path, headers: { Host: host(port) } })).status).toBe(status);
    }
  });

  test.each([
    ["its own page", (port: number) => ({ Origin: `http://127.0.0.1:${port}`, "Sec-Fetch-Site": "same-origin" }), 200],
    ["another program on this machine", (port: number) => ({ Origin: `http://127.0.0.1:${port + 1}` }), 403],
    ["its other name", (port: number) => ({ Origin: `http://localhost:${port}` }), 403],
    ["a page from elsewhere", () => ({ Origin: "https://evil.test" }), 403],
    ["a page that hides where it is from", () => ({ Origin: "null" }), 403],
    ["a page from elsewhere without Origin", () => ({ "Sec-Fetch-Site": "cross-site" }), 403],
    ["another port without Origin", () => ({ "Sec-Fetch-Site": "same-site" }), 403],
  ])("a post from %s", async (_, headers, status) => {
    const { port, heard } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const answer = await send(port, {
      method: "POST",
      path: "/say",
      headers: { ...json, Cookie: ada.cookie, ...headers(port) },
      body: JSON.stringify({ text: "/play" }),
    });
    expect(answer.status).toBe(status);
    expect(heard).toHaveLength(status === 200 ? 1 : 0);
  });

  test("another page cannot read the stream, and a link from elsewhere opens the page", async () => {
    const { port } = await openRoom();
    const foreign = { "Sec-Fetch-Site": "cross-site" };
    expect((await send(port, { path: "/events", headers: { ...foreign, "Sec-Fetch-Mode": "cors" } })).status).toBe(403);
    expect((await send(port, { path: "/", headers: { ...foreign, "Sec-Fetch-Mode": "navigate" } })).status).toBe(200);
  });

  test("the rest of the network cannot reach it", async () => {
    const { chat } = await openRoom();
    expect(chat.address()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe("reading bodies", () => {
  test.each([
    ["text/plain", '{"text":"hi"}', 415],
    ["application/x-www-form-urlencoded", "text=hi", 415],
    ["application/json; charset=utf-8", '{"text":"hi"}', 200],
    ["application/json", '{"text":"hi"', 400],
    ["application/json", '{"text":7}', 400],
    ["application/json", '{"text":"  "}', 400],
    ["application/json", '{"text":"hi","admin":true}', 400],
    ["application/json", "[]", 400],
    ["application/json", "", 400],
    ["application/json", JSON.stringify({ text: "x".repeat(roomLimits.bodyBytes.most) }), 413],
  ])("a body of %s %.30s", async (type, body, status) => {
    const { port, errors } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    const headers = { Cookie: ada.cookie, "Content-Type": type };
    const answer = await send(port, { method: "POST", path: "/say", headers, body });
    expect(answer.status).toBe(status);
    expect(errors).toEqual([]);
    if (status !== 200) expect(JSON.parse(answer.body)).toMatchObject({ type: "error", message: /\w/ });
  });

  test.each(["/name", "/say", "/press", "/form", "/suggest"])("%s accepts any JSON", async (path) => {
    const { port, errors } = await openRoom();
    const ada = await openBrowser(port, "Ada");
    for (const body of [
      null,
      0,
      "x",
      [],
      {},
      { text: null },
      { line: {}, button: [] },
      { id: "x", values: { a: 1 } },
    ]) {
      expect((await ada.post(path, body)).status).toBe(400);
    }
    expect(errors).toEqual([]);
  });
});

describe("people", () => {
  const known = /^async-quiz-person=(\w{16,64}); .*HttpOnly; SameSite=Strict$/;
  const nobodySpeaks = (port: number, cookie: string) =>
    send(port, { method: "POST", path: "/say", headers: { ...json, Cookie: cookie }, body: '{"text":"hi"}' });

  test("are created by a cookie that scripts cannot read, once", async () => {
    const { port } = await openRoom();
    const first = (await nobodySpeaks(port, "")).headers["set-cookie"]?.[0] ?? "";
    expect(first).toMatch(known);
    expect((await nobodySpeaks(port, first)).headers["set-cookie"]).toBeUndefined();
  });

  test("are not created again by opening the page, which a link from elsewhere does without cookies", async () => {
    const { port } = await openRoom();
    expect((await send(port, { path: "/" })).headers["set-cookie"]).toBeUndefined();
  });

  test.each(["", "short", "a".repeat(65), "room/../x-and-more-letters", "%00%0d%0a-and-more-letters"])(
    "the forged cookie %j belongs to nobody",
    async (value) => {
      const { port } = await openRoom();
      const set = (await nobodySpeaks(port, `async-quiz-person=${value}`)).headers["set-cookie"]?.[0];
      expect(set).toMatch(known);
      expect(set).not.toContain(`=${value};`);
    },
  );

  test("nobody speaks without a name", async () => {
    const { port, heard } = await openRoom();
    const somebody = await openBrowser(port, null);
    expect((await somebody.post("/say", { text: "/play" })).status).toBe(409);
    expect(heard).toEqual([]);
  });

  test.each([
    ["Ada", "Ada"],
    ["  Ada \n Lovelace ", "Ada Lovelace"],
    ["\u202eadA\u0007", "adA"],
    ["名前 🦊", "名前 🦊"],
  ])("the name %j is saved as %j", async (typed, saved) => {
    const { port, heard } = await openRoom();
    const person = await openBrowser(port, typed);
    await person.post("/say", { text: "/play" });
    expect(heard[0]?.origin.user.name).toBe(saved);
  });

  test.each(["", "   ", "\u200e\u202e", "x".repeat(41)])("the name %j is declined", async (typed) => {
    const { port } = await openRoom();
    const somebody = await openBrowser(port, null);
    expect((await somebody.post("/name", { name: typed })).status).toBe(400);
  });
});

test("every answer carries the safe headers", async () => {
  const { port } = await openRoom();
  for (const path of ["/", "/room.js", "/nothing"]) {
    const { headers } = await send(port, { path });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("the page contains no script, style or address that its own policy would forbid", async () => {
  const { port } = await openRoom();
  const { body } = await send(port, { path: "/" });
  expect(body).not.toMatch(/ style=|<style|<script>| on\w+="|https?:\/\//);
});

describe("the port", () => {
  test("a requested port that is in use is reported", async () => {
    const first = await openRoom();
    await expect(openRoom({ port: first.port })).rejects.toThrow(`Port ${first.port} is already in use.`);
  });

  test("the default port, or a free one if that is in use", async () => {
    const { webChat } = await import("../../../src/adapters/web/adapter.ts");
    const { memoryTranscript } = await import("./room-under-test.ts");
    const occupant = createServer();
    await new Promise<void>((done) => occupant.once("error", () => done()).listen(3000, "127.0.0.1", done));
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const chat = webChat({
      port: null,
      transcript: memoryTranscript(),
      words: wordsEn,
      clock: { now: () => 0 },
      ids: { next: () => "x" },
      log,
      assetsFolder: "assets/room",
    });
    await chat.start(async () => ({ type: "suggestions", items: [] }));
    const { port } = new URL(chat.address());
    expect(port).not.toBe("3000");
    expect((await send(Number(port), { path: "/" })).status).toBe(200);
    await chat.stop();
    occupant.close();
  });
});
