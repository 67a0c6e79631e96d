import { type Fault, faultText } from "../formats/fault.ts";

/** Each fault by file and line, and how many there are. */
export function faultsText(faults: readonly Fault[]): readonly string[] {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  return [...faults.map(faultText), `The questions have ${count}; mend them, then start again.`];
}
