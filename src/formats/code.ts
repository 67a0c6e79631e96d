import { codeLimits } from "../engine/question.ts";
import { firstControl } from "./control-characters.ts";

/** What keeps code from being shown as it stands; null where nothing does. */
export function codeComplaint(text: string): string | null {
  const lines = text.split("\n");
  if (text.includes("\t")) return "holds a tab; write two spaces for each step";
  const control = firstControl(text);
  if (control) return `holds the control character ${control}; leave it out`;
  if (lines.length > codeLimits.lines) return `has ${lines.length} lines and ${codeLimits.lines} fit; shorten it`;
  const wide = lines.findIndex((line) => [...line].length > codeLimits.columns);
  if (wide < 0) return null;
  const width = [...(lines[wide] as string)].length;
  return `has ${width} columns in its line ${wide + 1} and ${codeLimits.columns} fit; break that line`;
}
