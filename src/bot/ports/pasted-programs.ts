import type { Instant } from "../../engine/community/calendar.ts";
import type { AccountId, TraceId } from "../../engine/question/ids.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** A program that somebody pasted, kept for a while so that its trace can be walked. */
export interface PastedProgram {
  readonly id: TraceId;
  readonly account: AccountId;
  readonly source: string;
  readonly module: ModuleKind;
  readonly pastedAt: Instant;
}

/** Programs that people pasted to have them traced. */
export interface PastedProgramStore {
  save(program: PastedProgram): Promise<void>;
  find(id: TraceId): Promise<PastedProgram | null>;
  /** Erases older ones, with the messages of the local room that show them, and returns how many programs. */
  eraseBefore(before: Instant): Promise<number>;
}
