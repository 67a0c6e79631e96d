import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { spawn } from "@lydell/node-pty";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bareEnvironment, builtProgram, exitCode, freePort, runProgram, temporaryFolder, until } from "./program.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const node = process.execPath;

test("npm start opens the room, and SIGTERM to npm leaves no process", async () => {
  const databaseUrl = `sqlite:${join(folder.path, "quiz.db")}`;
  const port = String(await freePort());
  const args = ["start", "--", "--port", port];
  const program = runProgram("npm", args, { cwd: resolve("."), env: { DATABASE_URL: databaseUrl }, detached: true });
  await program.printed(`The room is open: http://127.0.0.1:${port}`);
  for (const name of ["DISCORD_TOKEN", "SLACK_BOT_TOKEN"]) expect(program.output()).toContain(name);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  await program.stop("SIGTERM");
  const group = -(program.child.pid as number);
  await until(
    () => !isAlive(group),
    () => "a process is left",
  );
});

test("a Ctrl-C that arrives twice stops once, with exit code 0", async () => {
  const program = runProgram(node, [builtProgram, "start", "--port", String(await freePort())], { cwd: folder.path });
  await program.printed("The room is open");
  program.child.kill("SIGINT");
  program.child.kill("SIGINT");
  expect(await exitCode(program)).toBe(0);
});

test("the room takes another port when 3000 is taken", async () => {
  const taken = createServer().listen(3000, "127.0.0.1");
  const program = runProgram(node, [builtProgram, "start"], { cwd: folder.path });
  await program.printed("The room is open");
  expect(program.output()).not.toContain("http://127.0.0.1:3000\n");
  expect(await program.stop()).toBe(0);
  taken.close();
});

test("a second program on the same file is refused with the first one's process id", async () => {
  const first = runProgram(node, [builtProgram, "start", "--port", String(await freePort())], { cwd: folder.path });
  await first.printed("The room is open");
  const second = runProgram(node, [builtProgram, "start", "--chat", "terminal"], { cwd: folder.path, input: "" });
  expect(await exitCode(second)).toBe(2);
  expect(second.output()).toContain(`in use by process ${first.child.pid}`);
  const copy = runProgram(node, [builtProgram, "backup", "copy.db"], { cwd: folder.path });
  expect(await exitCode(copy), copy.output()).toBe(0);
  expect(existsSync(join(folder.path, "copy.db"))).toBe(true);
  expect(await first.stop("SIGKILL")).toBe(null);
  const third = runProgram(node, [builtProgram, "start", "--chat", "terminal"], { cwd: folder.path, input: "help\n" });
  expect(await exitCode(third), third.output()).toBe(0);
});

const startErrors: readonly [string, Readonly<Record<string, string>>, readonly string[], readonly string[]][] = [
  ["a bot token alone", { SLACK_BOT_TOKEN: "xoxb-secret" }, [], ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]],
  ["an app token alone", { SLACK_APP_TOKEN: "xapp-secret" }, [], ["set SLACK_BOT_TOKEN too"]],
  ["a token of another kind", { SLACK_BOT_TOKEN: "secret" }, [], ["must begin with xoxb-"]],
  ["an invalid port", { PORT: "secret" }, [], ["PORT is not a port"]],
  ["an unknown log level", { LOG_LEVEL: "secret" }, [], ["LOG_LEVEL is not a log level"]],
  ["a database of another kind", { DATABASE_URL: "mysql://user:secret@host/x" }, [], ["sqlite:./path"]],
  ["a missing folder", { QUIZZES_DIR: "./nowhere" }, [], ["nowhere"]],
  ["two problems at once", { PORT: "x", LOG_LEVEL: "y" }, [], ["PORT", "LOG_LEVEL"]],
];

test.each([
  ["--chat", "smoke", "Allowed choices are discord, slack, web, terminal"],
  ["--port", "http", "It must be a whole number from 1 to 65535"],
])("start %s %s is a usage error", async (option, value, sentence) => {
  const program = runProgram(node, [builtProgram, "start", option, value], { cwd: folder.path, input: "" });
  expect(await exitCode(program), program.output()).toBe(2);
  expect(program.output()).toContain(sentence);
});

test.each(startErrors)("%s is reported at startup with what to set", async (_name, env, args, sentences) => {
  const program = runProgram(node, [builtProgram, "start", ...args], { cwd: folder.path, env, input: "" });
  expect(await exitCode(program), program.output()).toBe(2);
  for (const sentence of sentences) expect(program.output()).toContain(sentence);
  expect(program.output()).not.toContain("secret");
  expect(program.output()).not.toContain("    at ");
});

test("the .env file is read, and an invalid question file is reported with file, line and field", async () => {
  await mkdir(join(folder.path, "own", "blocking"), { recursive: true });
  await writeFile(join(folder.path, "own", "blocking", "mine.yaml"), "id: mine\nkind: riddle\n");
  await writeFile(join(folder.path, ".env"), "QUIZZES_DIR=./own\n");
  const program = runProgram(node, [builtProgram, "start", "--chat", "terminal"], { cwd: folder.path, input: "" });
  expect(await exitCode(program)).toBe(2);
  expect(program.output()).toMatch(/mine\.yaml:2 kind/);
});

test("with standard input piped, the terminal answers one command per line", async () => {
  const input = "help\nplay\nZ\nleaderboard\n";
  const program = runProgram(node, [builtProgram, "start", "--chat", "terminal"], { cwd: folder.path, input });
  expect(await exitCode(program), program.output()).toBe(0);
  for (const text of ["/async-quiz play", "I don't know", "Leaderboard: this week"]) {
    expect(program.output()).toContain(text);
  }
});

test("the terminal can be played through a pseudo-terminal, across a restart", async () => {
  const first = openTerminal();
  await first.printed("async-quiz>");
  first.type("play");
  await first.printed("I don't know");
  first.type("?");
  await first.printed("No problem");
  first.press("\u0004");
  expect(await first.ended).toBe(0);

  const second = openTerminal();
  await second.printed("async-quiz>");
  second.type("progress");
  await second.printed("Streak: 1 day.");
  second.type("nonsense");
  await second.printed("I don't know the command");
  second.press("\u0003");
  expect(await second.ended).toBe(0);
});

function openTerminal() {
  const terminal = spawn(node, [builtProgram, "start", "--chat", "terminal"], {
    cwd: folder.path,
    cols: 90,
    rows: 40,
    env: bareEnvironment({ TERM: "xterm-256color" }),
  });
  let shown = "";
  terminal.onData((text) => {
    shown += text;
  });
  const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  return {
    ended,
    press: (key: string) => terminal.write(key),
    type: (line: string) => terminal.write(`${line}\r`),
    printed: (text: string) =>
      until(
        () => shown.includes(text),
        () => `waited for "${text}" and saw:\n${shown}`,
      ),
  };
}

function isAlive(group: number): boolean {
  try {
    process.kill(group, 0);
    return true;
  } catch {
    return false;
  }
}

test("the program prints the version of the package", async () => {
  const manifest = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  const program = runProgram(node, [builtProgram, "--version"], { cwd: folder.path });
  expect(await exitCode(program)).toBe(0);
  expect(program.output().trim()).toBe(manifest.version);
});
