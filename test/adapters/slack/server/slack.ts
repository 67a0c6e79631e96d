import { vi } from "vitest";
import { openTestTime } from "../../../test-time.ts";
import { type AnyBlock, type Modal, option, readable, textsOf, type View } from "./rules.ts";
import { type Delivered, openTransport, type Transport } from "./transport.ts";
import { type Message, newTrigger, nextId, type OpenView, openWorkspace, timeOf, type Workspace } from "./workspace.ts";

/** A fake Slack on this machine, and what people do in it. */
export interface LoopbackSlack extends Workspace {
  readonly transport: Transport;
  /** Somebody types `/async-quiz …`. */
  types(user: string, channel: string, text: string): Promise<Delivered>;
  /** Somebody presses a button, by its label, in a message or view. */
  presses(user: string, where: Message | OpenView | "home", label: string): Promise<Delivered>;
  /** Somebody submits a form, with the values it shows except for those in `filled`. */
  submits(user: string, view: OpenView, filled: Readonly<Record<string, string>>): Promise<Delivered>;
  searches(user: string, view: OpenView, field: string, typed: string): Promise<readonly string[]>;
  opensHome(user: string): Promise<Delivered>;
  /** What only this person sees, oldest first. */
  seenBy(user: string): readonly Message[];
  postsIn(channel: string): readonly Message[];
  /** Resolves when the condition holds; fails after some seconds. */
  until(what: string, isSo: () => boolean, seconds?: number): Promise<void>;
  /** Sends the responses that are held. */
  release(): void;
  close(): Promise<void>;
}

export async function openSlack(time = openTestTime()): Promise<LoopbackSlack> {
  const workspace = openWorkspace(time);
  const transport = await openTransport(workspace);
  const judged = (what: string, delivered: Delivered) => judge(workspace, what, delivered);

  const slack: LoopbackSlack = Object.assign(workspace, {
    transport,
    types: async (user: string, channel: string, text: string) =>
      judged(`/async-quiz ${text}`, await transport.deliver("slash_commands", commandOf(slack, user, channel, text))),
    presses: async (user: string, where: Message | OpenView | "home", label: string) =>
      judged(label, await transport.deliver("interactive", pressOf(slack, user, where, label))),
    submits: async (user: string, view: OpenView, filled: Readonly<Record<string, string>>) => {
      const delivered = judged(
        "a form",
        await transport.deliver("interactive", submissionOf(slack, user, view, filled)),
      );
      takeFormAnswer(workspace, view, delivered.body);
      return delivered;
    },
    searches: async (user: string, view: OpenView, field: string, typed: string) => {
      const payload = {
        ...base(slack, user),
        type: "block_suggestion",
        action_id: field,
        block_id: field,
        value: typed,
      };
      const shown = { ...payload, container: { type: "view", view_id: view.id }, view: viewPayload(view) };
      const { body } = judged("a suggestion", await transport.deliver("interactive", shown));
      return optionsOf(workspace, body);
    },
    opensHome: async (user: string) =>
      judged("app_home_opened", await transport.deliver("events_api", homeOf(slack, user))),
    seenBy: (user: string) => workspace.messages.filter((message) => message.seenBy === user),
    postsIn: (channel: string) =>
      workspace.messages.filter((message) => message.channel === channel && message.seenBy === null),
    until,
    release: () => {
      for (const send of workspace.delayed.splice(0)) send();
    },
    close: async () => {
      slack.release();
      await transport.close();
    },
  });
  return slack;
}

/** Every delivery is acknowledged once, and within the three seconds that Slack allows. */
function judge(workspace: Workspace, what: string, delivered: Delivered): Delivered {
  if (delivered.status === null) workspace.violations.push(`${what}: not acknowledged within three seconds`);
  return delivered;
}

async function until(what: string, isSo: () => boolean, seconds = 60): Promise<void> {
  await vi.waitUntil(isSo, { timeout: seconds * 1_000, interval: 10 }).catch((error: unknown) => {
    throw new Error(`waited in vain for ${what}`, { cause: error });
  });
}

function base(slack: LoopbackSlack, user: string): Readonly<Record<string, unknown>> {
  return {
    team: { id: slack.team, domain: "home" },
    user: { id: user, username: user.toLowerCase() },
    api_app_id: "A0",
  };
}

function newAddress(slack: LoopbackSlack, channel: string, user: string, original: Message | null): string {
  const id = nextId("R");
  slack.addresses.set(id, { channel, user, born: timeOf(slack), original, uses: 0 });
  return slack.transport.addressUrl(id);
}

export function commandOf(
  slack: LoopbackSlack,
  user: string,
  channel: string,
  text: string,
): Readonly<Record<string, string>> {
  const id = slack.channels.get(channel)?.id ?? channel;
  const written = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const named = written.replaceAll(/#([a-z]+)/g, (typed, name: string) => {
    const found = slack.channels.get(name);
    return found ? `<#${found.id}|${name}>` : typed;
  });
  return {
    command: "/async-quiz",
    text: named,
    user_id: user,
    user_name: user.toLowerCase(),
    channel_id: id,
    channel_name: channel,
    team_id: slack.team,
    trigger_id: newTrigger(slack),
    response_url: newAddress(slack, id, user, null),
  };
}

export function pressOf(
  slack: LoopbackSlack,
  user: string,
  where: Message | OpenView | "home",
  label: string,
): Readonly<Record<string, unknown>> {
  const view: View | null = where === "home" ? (slack.homes.get(user) ?? null) : "view" in where ? where.view : null;
  const blocks = view ? view.blocks : (where as Message).blocks;
  const action = buttonsOf(blocks).find((button) => button.text.text === label);
  if (!action) throw new Error(`no button "${label}" among ${buttonsOf(blocks).map((each) => each.text.text)}`);
  const pressed = { ...base(slack, user), type: "block_actions", trigger_id: newTrigger(slack) };
  const actions = [{ ...action, block_id: "b", action_ts: "1" }];
  if (view) {
    const id = where === "home" ? "VHOME" : (where as OpenView).id;
    return { ...pressed, actions, container: { type: "view", view_id: id }, view: { id, ...view } };
  }
  const message = where as Message;
  const isEphemeral = message.seenBy !== null;
  return {
    ...pressed,
    actions,
    channel: { id: message.channel, name: nameOf(slack, message.channel) },
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
    },
    ...(isEphemeral ? {} : { message: { ts: message.ts, text: message.text } }),
    response_url: newAddress(slack, message.channel, user, message),
  };
}

function nameOf(slack: LoopbackSlack, id: string): string {
  return [...slack.channels].find(([, channel]) => channel.id === id)?.[0] ?? "";
}

function viewPayload(view: OpenView): Readonly<Record<string, unknown>> {
  return { id: view.id, ...view.view };
}

function submissionOf(
  slack: LoopbackSlack,
  user: string,
  open: OpenView,
  filled: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const inputs = (open.view as Modal).blocks.filter((block) => block.type === "input");
  const values = Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: { type: element.type, ...stateOf(element, filled[block_id]) } },
    ]),
  );
  const view = { ...viewPayload(open), state: { values } };
  return { ...base(slack, user), type: "view_submission", trigger_id: newTrigger(slack), view, response_urls: [] };
}

type Input = Extract<AnyBlock, { type: "input" }>["element"];

function stateOf(element: Input, filled: string | undefined): Readonly<Record<string, unknown>> {
  switch (element.type) {
    case "plain_text_input":
      return { value: filled ?? element.initial_value ?? null };
    case "timepicker":
      return { selected_time: filled ?? element.initial_time ?? null };
    case "conversations_select":
      return { selected_conversation: filled ?? element.initial_conversation ?? null };
    case "radio_buttons":
    case "external_select": {
      const value = filled ?? element.initial_option?.value;
      return { selected_option: value === undefined ? null : { value, text: { type: "plain_text", text: value } } };
    }
  }
}

function takeFormAnswer(workspace: Workspace, open: OpenView, body: unknown): void {
  const answer = body as { response_action?: string; view?: View; errors?: Readonly<Record<string, string>> };
  if (answer.response_action === "update" && answer.view) open.view = answer.view;
  else if (answer.response_action === "errors") {
    const ids = new Set((open.view as Modal).blocks.map((block) => (block.type === "input" ? block.block_id : "")));
    for (const id of Object.keys(answer.errors ?? {})) if (!ids.has(id)) workspace.violations.push(`no field ${id}`);
  } else open.closed = true;
}

function optionsOf(workspace: Workspace, body: unknown): readonly string[] {
  const read = option
    .array()
    .max(100)
    .safeParse((body as { options?: unknown }).options);
  if (!read.success) workspace.violations.push("suggestions of a wrong shape");
  return read.success ? read.data.map(({ value }) => value) : [];
}

export function homeOf(slack: LoopbackSlack, user: string): Readonly<Record<string, unknown>> {
  return {
    type: "event_callback",
    team_id: slack.team,
    api_app_id: "A0",
    event_id: nextId("Ev"),
    event_time: Math.floor(timeOf(slack) / 1000),
    event: { type: "app_home_opened", user, channel: `D${user.slice(1)}`, tab: "home" },
    authorizations: [{ team_id: slack.team, user_id: slack.bot, is_bot: true, is_enterprise_install: false }],
  };
}

export function buttonsOf(blocks: readonly AnyBlock[]) {
  return blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
}

/** All text in a message or view, as a person reads it. */
export function wordsIn(blocks: readonly AnyBlock[]): string {
  return readable(blocks.flatMap(textsOf).join("\n"));
}
