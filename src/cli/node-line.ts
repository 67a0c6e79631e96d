import type { NodeLine } from "../engine/program/semantics.ts";

const newestFirst: readonly NodeLine[] = [24, 22, 20];

/** The line whose rules a Node follows as far as they are known here: its own, else the nearest below. */
export function nodeLineOf(version: string): NodeLine {
  const major = Number.parseInt(version, 10);
  return newestFirst.find((line) => line <= major) ?? 20;
}
