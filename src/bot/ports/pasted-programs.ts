import type { Instant } from "../../engine/community/calendar.ts";
import type { AccountId, TraceId } from "../../engine/question/ids.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** A program that somebody pasted, saved for a few days so that they can step through it. */
export interface PastedProgram {
  readonly id: TraceId;
  readonly account: AccountId;
  readonly source: string;
  readonly module: ModuleKind;
  readonly pastedAt: Instant;
}

/** Programs that people pasted to step through them. */
export interface PastedProgramStore {
  save(program: PastedProgram): Promise<void>;
  find(id: TraceId): Promise<PastedProgram | null>;
  /** Erases older programs, with the messages of the local room that show them, and returns how many. */
  eraseBefore(before: Instant): Promise<number>;
}
