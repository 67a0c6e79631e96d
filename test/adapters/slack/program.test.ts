import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { dueNow, withStore } from "../../end-to-end/due-now.ts";
import { builtProgram, exitCode, freePort, runProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { openTestTime } from "../../test-time.ts";
import { type LoopbackSlack, openSlack, wordsIn } from "./server/slack.ts";
import { signingSecret } from "./server/transport.ts";
import { appToken, botToken } from "./server/web-api.ts";
import type { Message } from "./server/workspace.ts";

const node = process.execPath;
const ben = "U0BEN";
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let slack: LoopbackSlack;

beforeEach(async () => {
  folder = await temporaryFolder();
  slack = await openSlack(openTestTime({ runs: true }));
});
afterEach(async () => {
  await slack.close();
  await folder.remove();
  expect(slack.violations).toEqual([]);
});

function run(env: Readonly<Record<string, string>>) {
  const all = { SLACK_API_URL: slack.transport.apiUrl, SLACK_BOT_TOKEN: botToken, ...env };
  return runProgram(node, [builtProgram, "start"], { cwd: folder.path, env: all });
}

test("the program plays over Socket Mode, is killed between question and answer, and continues", async () => {
  const first = run({ SLACK_APP_TOKEN: appToken });
  await first.printed("Slack is open");
  await slack.types(ben, "general", "");
  await slack.until("a question", () => slack.seenBy(ben).length === 1);
  await first.stop("SIGKILL");
  const second = run({ SLACK_APP_TOKEN: appToken });
  await second.printed("Slack is open");
  const [question] = slack.seenBy(ben) as [Message];
  await slack.presses(ben, question, "A");
  await slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(question.blocks)));
  expect(await second.stop()).toBe(0);
});

test("killed between Slack's acceptance of the daily post and its record, it does not post again", async () => {
  await withStore(`sqlite:${join(folder.path, "data/async-quiz.db")}`, (store) =>
    dueNow(store, "slack", slack.team, "C0GENERAL"),
  );
  const env = { SLACK_APP_TOKEN: appToken };
  slack.plannedFailures.push({ method: "chat.postMessage", type: "answer-later" });
  const first = run(env);
  await slack.until("the post", () => slack.postsIn("C0GENERAL").length === 1, 20);
  await first.stop("SIGKILL");
  const [post] = slack.postsIn("C0GENERAL") as [Message];

  const second = run(env);
  await second.printed("it is not sent again");
  await slack.types("U0ANNA", "general", "settings");
  await slack.until("what the admin is told", () =>
    wordsIn(slack.views[0]?.view.blocks ?? []).includes("may be missing"),
  );
  await slack.presses(ben, post, "A");
  await slack.until("the count", () => wordsIn(post.blocks).includes("1 answered"));
  await second.stop("SIGKILL");

  const third = run(env);
  await third.printed("Slack is open");
  await slack.presses("U0CEM", post, "A");
  await slack.until("the count after another kill", () => wordsIn(post.blocks).includes("2 answered"));
  expect(await third.stop()).toBe(0);
  expect(slack.postsIn("C0GENERAL")).toHaveLength(1);
  expect(third.output()).not.toContain("it is not sent again");
});

test("the program plays over HTTP, and exits with code 0", async () => {
  const port = await freePort();
  const program = run({ SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) });
  await program.printed("Slack is open");
  slack.transport.appUrl = `http://127.0.0.1:${port}/slack/events`;
  await slack.types(ben, "general", "progress");
  await slack.until("the answer", () => slack.seenBy(ben).length === 1);
  expect(await program.stop()).toBe(0);
});

test("stopped while Slack is away, it exits with code 0", async () => {
  const program = run({ SLACK_APP_TOKEN: appToken });
  await program.printed("Slack is open");
  slack.transport.accepting = false;
  for (const link of slack.transport.sockets) link.terminate();
  await program.printed("the connection to Slack was not opened");
  expect(await program.stop()).toBe(0);
});

test.each([
  ["a bot token", { SLACK_BOT_TOKEN: "xoxb-wrong", SLACK_APP_TOKEN: appToken }, "Slack declined SLACK_BOT_TOKEN"],
  ["an app token", { SLACK_APP_TOKEN: "xapp-wrong" }, "Slack declined SLACK_APP_TOKEN"],
])("%s that Slack declines is refused with what to set, and is never shown", async (_, env, words) => {
  const program = run(env);
  expect(await exitCode(program)).toBe(2);
  expect(program.output()).toContain(words);
  expect(program.output()).not.toContain("wrong");
});

const text = (most: number) => z.string().min(1).max(most);
const manifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
        description: text(2000),
        usage_hint: text(1000),
        should_escape: z.literal(true),
        url: z.url().optional(),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: z.url().optional(), bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: z.url().optional(),
      message_menu_options_url: z.url().optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

async function printed(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const program = runProgram(node, [builtProgram, "slack", "manifest", ...args], { cwd: folder.path });
  const code = await exitCode(program);
  return { code, output: program.output() };
}

test("the manifest asks for three scopes and no address in Socket Mode", async () => {
  const { output } = await printed();
  const manifest = manifestShape.parse(JSON.parse(output));
  expect(manifest.oauth_config.scopes.bot).toEqual(["commands", "chat:write", "users:read"]);
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(output).not.toContain("url");
});

test("the manifest uses one https address for everything over HTTP, and accepts no other scheme", async () => {
  const { output } = await printed("--http", "https://quiz.example.org/");
  const manifest = manifestShape.parse(JSON.parse(output));
  const { event_subscriptions: events, interactivity } = manifest.settings;
  const url = "https://quiz.example.org/slack/events";
  expect([events.request_url, interactivity.request_url, interactivity.message_menu_options_url]).toEqual([
    url,
    url,
    url,
  ]);
  expect(manifest.features.slash_commands[0]?.url).toBe(url);
  expect(manifest.settings.socket_mode_enabled).toBe(false);
  expect((await printed("--http", "http://quiz.example.org")).code).toBe(2);
});
