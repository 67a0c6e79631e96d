import type { NodeLine } from "../engine/program/semantics.ts";

/** The line whose event loop people meet on a Node of this version (`20.19.0`): the nearest supported one below. */
export function nodeLineOf(version: string): NodeLine {
  const major = Number.parseInt(version, 10);
  if (major >= 24) return 24;
  return major >= 22 ? 22 : 20;
}
