import type { Words } from "../cards/words/words.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { defaultZone, type Instant, type LocalDate, localDateOf } from "../engine/community/calendar.ts";
import type { LearnerModel } from "../engine/learner/learner-model.ts";
import type { Origin } from "./origin.ts";
import type { Chat } from "./ports/chat.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdGenerator } from "./ports/id-generator.ts";
import type { Log } from "./ports/log.ts";
import type { Account, Community } from "./ports/people.ts";
import type { ProgramAnalyzer } from "./ports/program-analyzer.ts";
import type { Store } from "./ports/store.ts";
import type { ButtonType, RequestOf } from "./requests/request.ts";
import type { TypedCommand } from "./requests/typed-command.ts";

/** What every request needs. */
export interface BotContext {
  readonly bank: Bank;
  /** The bank, prepared for choosing questions. */
  readonly model: LearnerModel;
  readonly words: Words;
  readonly store: Store;
  readonly analyzer: ProgramAnalyzer;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** The version of this program, and the web page of its source; null if it has none. */
  readonly about: { readonly version: string; readonly repository: string | null };
  /** Every command that people can type, in the order of the help. */
  readonly commands: readonly TypedCommand[];
  /** The id of a button that makes this request. */
  readonly buttonId: (request: RequestOf<ButtonType>) => string;
  /** A chat that is open now, by its name. */
  readonly chat: (name: string) => Chat | null;
  /** Runs an effect after the reply, without delaying it. The effect handles its own errors. */
  readonly after: (effect: Promise<void>) => void;
}

/** A request's own context: who makes it, where and when. */
export interface RequestContext extends BotContext {
  readonly origin: Origin;
  readonly account: Account;
  /** null in a direct message that belongs to no server or workspace. */
  readonly community: Community | null;
  readonly now: Instant;
  readonly today: LocalDate;
}

export async function requestContext(bot: BotContext, origin: Origin): Promise<RequestContext> {
  const now = bot.clock.now();
  const { account, community } = await bot.store.people.find(origin, now);
  // A direct message is in no community. There a day is one of the community that the person plays in most.
  const home = community ?? (await bot.store.days.home(account.learner));
  return { ...bot, origin, account, community, now, today: localDateOf(now, home?.zone ?? defaultZone) };
}
