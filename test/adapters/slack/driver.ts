import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import type { ChatDriver, ChatUnderTest, DriverOptions, Shown } from "../../contracts/chat-driver.ts";
import { wordsIn } from "./server/slack.ts";
import type { Message, OpenView } from "./server/workspace.ts";
import { type Mode, quizOnSlack } from "./under-test.ts";

const anna = "U0ANNA";
const channel = "C0GENERAL";

async function open(mode: Mode, options: DriverOptions): Promise<ChatDriver> {
  const { slack, bot, chat, store } = await quizOnSlack(mode, options);

  /** Messages with a card. A line without blocks only checks whether the bot is in a channel. */
  const cards = () => slack.seenBy(anna).filter(({ blocks }) => blocks.length > 0);

  /** What appears after an action: a changed message or window, or a new one. */
  async function shownAfter(act: () => Promise<unknown>, pressed: Message | OpenView | null): Promise<Shown> {
    const blocks = () => (pressed === null ? null : "view" in pressed ? pressed.view.blocks : pressed.blocks);
    const isPublic = pressed !== null && "seenBy" in pressed && pressed.seenBy === null;
    const before = { blocks: blocks(), messages: cards().length, views: slack.views.length };
    await act();
    const found = () => {
      const message = cards().slice(before.messages).at(-1);
      const view = slack.views.slice(before.views).at(-1);
      if (message) return shownMessage(message);
      if (view) return isWaiting(view) ? null : shownView(view);
      if (pressed === null || isPublic || blocks() === before.blocks) return null;
      if ("view" in pressed) return isWaiting(pressed) ? null : shownView(pressed);
      return shownMessage(pressed);
    };
    await slack.until("an answer", () => found() !== null);
    const shown = found();
    if (!shown) throw new Error("the answer is gone");
    return shown;
  }

  function shownMessage(message: Message): Shown {
    return {
      id: message.ts,
      isPrivate: message.seenBy === anna,
      text: () => wordsIn(message.blocks),
      press: (label) => shownAfter(() => slack.presses(anna, message, label), message),
      submit: async () => Promise.reject(new Error("a message is no form")),
    };
  }

  function shownView(view: OpenView): Shown {
    return {
      id: view.id,
      isPrivate: true,
      text: () => `${"title" in view.view ? view.view.title.text : ""}\n${wordsIn(view.view.blocks)}`,
      press: (label) => shownAfter(() => slack.presses(anna, view, label), view),
      submit: (values) => shownAfter(() => slack.submits(anna, view, values), view),
    };
  }

  return {
    bot,
    chat,
    store,
    time: slack.time,
    channel,
    origin: { chat: "slack", workspace: "T0HOME", user: { id: anna, name: "Anna", scope: "workspace" } },
    types: (words, { channel: typed, ...values } = {}) => {
      const given = [...(typed === undefined ? [] : ["#general"]), ...Object.values(values)];
      return shownAfter(() => slack.types(anna, "general", [words, ...given].join(" ")), null);
    },
    posts: () => slack.postsIn(channel).map(shownMessage),
    // Slack receives every acknowledgement at once. The window changes when the form is ready.
    acknowledgedLate: async () => {},
  };
}

function isWaiting({ view }: OpenView): boolean {
  return wordsIn(view.blocks) === wordsEn.slack.wait;
}

export function slackUnderTest(mode: Mode): ChatUnderTest {
  return {
    name: `Slack over ${mode}`,
    capabilities: { edits: true, inPlace: true, lateForm: "opens" },
    open: (options) => open(mode, options),
  };
}
