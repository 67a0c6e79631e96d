import type { Card, Reply } from "../cards/card.ts";
import { noticeCard, refusalCard } from "../cards/notices/notice-card.ts";
import type { Instant } from "../engine/community/calendar.ts";
import { adminRequests, type Command } from "./command.ts";
import { openAnswer, press, send, undo } from "./compose.ts";
import { postDailies } from "./daily/post-dailies.ts";
import { showDaily } from "./daily.ts";
import { confirmForget, forget } from "./forget.ts";
import { declined, help } from "./help.ts";
import { home } from "./home.ts";
import type { House } from "./house.ts";
import { leaderboard } from "./leaderboard.ts";
import { play, practise } from "./play.ts";
import type { Chat } from "./ports/chat.ts";
import { RefusalError } from "./ports/refusal-error.ts";
import { answer } from "./press.ts";
import { progress } from "./progress.ts";
import { openReportForm, takeReport } from "./report.ts";
import { openSettingsForm, postSample, saveDaily, showSettings, turnDailyOff } from "./settings.ts";
import { suggest } from "./suggest.ts";
import { erasePastedPrograms, openTraceForm, showStep, showSummary, traceProgram } from "./trace.ts";
import { visitOf } from "./visit.ts";

export interface Bot {
  /** The one door: every command of every chat. Answers with what to show, in the manner of its type. */
  hear(command: Command): Promise<Reply>;
  /** Does what the time has come for; answers when the next daily question is due (null: none is set up). */
  wake(): Promise<number | null>;
  /** Opens a chat: the bot posts there, and the chat is heard. */
  join(chat: Chat): Promise<void>;
  /** Ends when everything that follows an answer without holding it up has been done. */
  rest(): Promise<void>;
}

export function openBot(parts: Omit<House, "chat" | "after">): Bot {
  const chats = new Map<string, Chat>();
  const effects = new Set<Promise<void>>();
  const house: House = {
    ...parts,
    chat: (name) => chats.get(name) ?? null,
    after: (effect) => {
      effects.add(effect);
      effect.finally(() => effects.delete(effect));
    },
  };
  let waking: Promise<number | null> | null = null;
  return {
    hear: (command) => hear(house, command),
    // One at a time: a second one would ask after what the first is sending.
    wake: () => {
      waking ??= wake(house).finally(() => {
        waking = null;
      });
      return waking;
    },
    rest: async () => {
      await Promise.all(effects);
    },
    join: async (chat) => {
      chats.set(chat.name, chat);
      await chat.start((command) => hear(house, command));
    },
  };
}

async function wake(house: House): Promise<Instant | null> {
  const now = house.clock.now();
  const { handled, nextDueAt } = await postDailies(house, now);
  // Housekeeping waits for a wake that has nothing to post.
  if (handled === 0) await erasePastedPrograms(house, now);
  return nextDueAt;
}

async function hear(house: House, command: Command): Promise<Reply> {
  try {
    return await answerTo(house, command);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    const { refusal, cause } = error;
    house.log.error("a request failed", { code: refusal.code, request: command.type, cause: String(cause) });
    return refusalCard(house.words, refusal, []);
  }
}

/** Commands that touch no row answer at once; the others know who is there and where. */
async function answerTo(house: House, command: Command): Promise<Reply> {
  if (adminRequests.has(command.type) && !command.from.admin) {
    return refusalCard(house.words, { code: "admins-only" }, []);
  }
  switch (command.type) {
    case "help":
      return help(house);
    case "suggest":
      return suggest(command.typed);
    case "declined":
      return declined(house, command.refusal);
    case "trace":
      return openTraceForm(house);
    case "report":
      return openReportForm(house, command.presentation);
    case "forget":
      return forget(house);
    case "forget-declined":
      return noticeCard("neutral", house.words.forget.keptTitle, [house.words.forget.kept], []);
    default:
      return answerVisit(house, command);
  }
}

type VisitCommand = Exclude<
  Command,
  { type: "help" | "suggest" | "declined" | "trace" | "report" | "forget" | "forget-declined" }
>;

async function answerVisit(house: House, command: VisitCommand): Promise<Card | Reply> {
  const visit = await visitOf(house, command.from);
  switch (command.type) {
    case "play":
      return play(house, visit, command.topic);
    case "practice":
      return practise(house, visit, command.presentation);
    case "answer":
    case "answer-in-channel":
      return answer(house, visit, command);
    case "open-answer":
      return openAnswer(house, visit, command.presentation);
    case "press":
      return press(house, visit, command);
    case "undo":
      return undo(house, visit, command.presentation);
    case "send":
      return send(house, visit, command.presentation);
    case "daily":
      return showDaily(house, visit);
    case "leaderboard":
      return leaderboard(house, visit, command.window);
    case "progress":
      return progress(house, visit);
    case "report-question":
      return takeReport(house, visit, command);
    case "trace-program":
      return traceProgram(house, visit, command);
    case "trace-summary":
      return showSummary(house, visit, command.trace);
    case "trace-step":
      return showStep(house, visit, command.trace, command.step);
    case "home":
      return home(house, visit);
    case "forget-confirmed":
      return confirmForget(house, visit);
    case "settings":
      return showSettings(house, visit);
    case "settings-form":
      return openSettingsForm(house, visit);
    case "settings-daily":
      return saveDaily(house, visit, command);
    case "settings-daily-off":
      return turnDailyOff(house, visit, command.channel);
    case "settings-daily-test":
      return postSample(house, visit);
  }
}
