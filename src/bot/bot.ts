import type { Reply } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import type { Instant } from "../engine/community/calendar.ts";
import { type LearnerModel, learnerModelOf } from "../engine/learner/learner-model.ts";
import type { BotContext } from "./context.ts";
import { postDailies } from "./daily/post-dailies.ts";
import type { Origin } from "./origin.ts";
import type { Chat, Hear } from "./ports/chat.ts";
import { RefusalError } from "./ports/refusal-error.ts";
import { buttonId, commands, dispatch, isForAdmins } from "./requests/catalogue.ts";
import type { BotRequest } from "./requests/request.ts";
import { erasePastedPrograms } from "./requests/trace/pasted-program.ts";

export interface Bot {
  /** Answers every request of every chat, in the reply mode of its type. */
  readonly hear: Hear;
  /** Does what is due now. Returns when the next daily question is due; null if none is set up. */
  wake(): Promise<Instant | null>;
  /** Opens a chat: the bot posts there, and answers its requests. */
  join(chat: Chat): Promise<void>;
  /** Prepares what the first question needs, so that no person waits for it. Takes a tenth of a second. */
  prepare(): void;
  /** Ends when the effects that follow replies are done. */
  rest(): Promise<void>;
}

type BotParts = Omit<BotContext, "model" | "chat" | "after" | "commands" | "buttonId">;

export function openBot(parts: BotParts): Bot {
  const chats = new Map<string, Chat>();
  const effects = new Set<Promise<void>>();
  let model: LearnerModel | null = null;
  const context: BotContext = {
    ...parts,
    get model() {
      model ??= learnerModelOf(parts.bank);
      return model;
    },
    commands,
    buttonId,
    chat: (name) => chats.get(name) ?? null,
    after: (effect) => {
      effects.add(effect);
      effect.finally(() => effects.delete(effect));
    },
  };
  const hear: Hear = (request, origin) => answer(context, request, origin);
  let waking: Promise<Instant | null> | null = null;
  return {
    hear,
    // One wake at a time: a second one would look for what the first is still sending.
    wake: () => {
      waking ??= wake(context).finally(() => {
        waking = null;
      });
      return waking;
    },
    prepare: () => void context.model,
    rest: async () => {
      await Promise.all(effects);
    },
    join: async (chat) => {
      chats.set(chat.name, chat);
      await chat.start(hear);
    },
  };
}

async function wake(context: BotContext): Promise<Instant | null> {
  const now = context.clock.now();
  const { handled, nextDueAt } = await postDailies(context, now);
  // Housekeeping waits for a wake that has nothing to post.
  if (handled === 0) await erasePastedPrograms(context, now);
  return nextDueAt;
}

async function answer(context: BotContext, request: BotRequest, origin: Origin): Promise<Reply> {
  const { words, log } = context;
  if (isForAdmins(request.type) && !origin.admin) return refusalCard(words, { code: "admins-only" }, []);
  try {
    return await dispatch(context, request, origin);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    const { refusal, cause } = error;
    log.error("a request failed", { code: refusal.code, request: request.type, cause: String(cause) });
    return refusalCard(words, refusal, []);
  }
}
