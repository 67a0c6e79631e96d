import type { ModuleKind } from "./program/semantics.ts";

/** A program of the bank, and how Node runs it. */
export interface StatedProgram {
  readonly module: ModuleKind;
  readonly program: string;
}
