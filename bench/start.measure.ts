import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { onTestFinished, test } from "vitest";
import { openDiscord } from "../test/adapters/discord/server/discord.ts";
import { openSlack } from "../test/adapters/slack/server/slack.ts";
import { appToken, botToken } from "../test/adapters/slack/server/web-api.ts";
import { builtProgram, exitCode, type Program, runProgram, temporaryFolder } from "../test/end-to-end/program.ts";
import { openTestTime } from "../test/test-time.ts";
import { compare, timed } from "./measure.ts";

/** A program, and what it has printed once it is ready. */
interface Service {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly ready: readonly string[];
  readonly stopped?: () => void;
}

/**
 * What Node itself reads at each start. More certificates, for example, make every start slower, also that of an empty
 * program, and so the ratio smaller.
 */
const nodeVariables = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    /^NODE_(?!ENV|OPTIONS)/.test(name) && value !== undefined ? [[name, value]] : [],
  ),
);

/** The environment that counts is the empty one. */
const environments: readonly (readonly [name: string, variables: Readonly<Record<string, string>>])[] = [
  ["an empty environment", {}],
  ...Object.entries(nodeVariables).map(([name, value]) => [name, { [name]: value }] as const),
];

/** Long enough for everything that the start begins to finish. */
const settlingMs = 3_000;

const sleeping: Service = {
  name: "an idle Node process",
  args: ["-e", "console.log('ready'); setInterval(() => {}, 1e6)"],
  env: {},
  ready: ["ready"],
};

const room: Service = {
  name: "the local room",
  args: [builtProgram, "start"],
  env: {},
  ready: ["The room is open"],
};

test.for(environments)("Start, until ready, with %s", async ([, variables], { task }) => {
  const [folder, chats] = [await openFolder(), await bothChats()];
  const timeUntilReady = (service: Service) => async () => {
    const program = run(service, folder, variables);
    const time = await timed(() => ready(program, service));
    await stop(program, service);
    return time;
  };
  const runNothing = () => exitCode(runProgram(process.execPath, ["-e", "0"], { cwd: folder, env: variables }));
  await compare(task, {
    rounds: 15,
    warmUps: 2,
    baseline: { name: "node -e 0", sample: () => timed(runNothing) },
    measured: [
      { name: room.name, sample: timeUntilReady(room), target: 8 },
      { name: chats.name, sample: timeUntilReady(chats), target: 14 },
    ],
  });
});

test("Resident memory, idle", async ({ task }) => {
  const [folder, chats] = [await openFolder(), await bothChats()];
  const idleMemory = (service: Service) => async () => {
    const program = run(service, folder);
    await ready(program, service);
    await delay(settlingMs);
    const memory = residentMiB(program.child.pid ?? 0);
    await stop(program, service);
    return memory;
  };
  await compare(task, {
    unit: "MiB",
    rounds: 3,
    warmUps: 0,
    baseline: { name: sleeping.name, sample: idleMemory(sleeping) },
    measured: [room, chats].map((service) => ({ name: service.name, sample: idleMemory(service) })),
  });
});

async function openFolder(): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

/** The program with a Discord and a Slack on this machine. */
async function bothChats(): Promise<Service> {
  const discord = await openDiscord(openTestTime({ runs: true }));
  onTestFinished(discord.stop);
  const slackTime = openTestTime({ runs: true });
  const slack = await openSlack(slackTime);
  onTestFinished(slack.close);
  discord.channel(discord.guild("The Bench"), "general");
  return {
    name: "Discord and Slack together",
    args: [builtProgram, "start"],
    env: {
      DISCORD_TOKEN: discord.town.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: slack.transport.apiUrl,
    },
    ready: ["Discord is open", "Slack is open"],
    // Slack limits how often an app may connect. For this Slack, a minute passes.
    stopped: () => slackTime.advance(60_000),
  };
}

function run({ args, env }: Service, cwd: string, variables: Readonly<Record<string, string>> = {}): Program {
  const program = runProgram(process.execPath, args, { cwd, env: { ...variables, ...env } });
  onTestFinished(() => void program.child.kill("SIGKILL"));
  return program;
}

async function stop(program: Program, { stopped }: Service): Promise<void> {
  await program.stop();
  stopped?.();
}

function ready({ child, output }: Program, service: Service): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (service.ready.every((text) => output().includes(text))) resolve();
    });
    child.once("close", () => reject(new Error(`${service.name} ended:\n${output()}`)));
  });
}

function residentMiB(pid: number): number {
  return residentKiB(pid) / 1_024;
}

function residentKiB(pid: number): number {
  if (process.platform !== "linux") return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]));
  return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
