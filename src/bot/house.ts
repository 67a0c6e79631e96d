import type { Words } from "../cards/words/words.ts";
import type { Bank } from "../engine/bank/bank.ts";
import type { ChatName } from "./command.ts";
import type { Chat, PostFailure } from "./ports/chat.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdGenerator } from "./ports/id-generator.ts";
import type { Log } from "./ports/log.ts";
import type { ProgramAnalyzer } from "./ports/program-analyzer.ts";
import type { Store } from "./ports/store.ts";

/** What every duty needs. */
export interface House {
  readonly bank: Bank;
  readonly words: Words;
  readonly store: Store;
  readonly analyzer: ProgramAnalyzer;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** The chats that are open now. */
  readonly chat: (name: ChatName) => Chat | null;
  /** Why the last question of a channel could not be posted, by its community and channel, since the start. */
  readonly failures: Map<string, PostFailure>;
  /** Lets something follow an answer without holding it up. The effect handles its own faults. */
  readonly after: (effect: Promise<void>) => void;
}
