import { looksLikeHtml, type ReadHtml, readHtml } from "./html-read.ts";

/** A text with the name of its markup, as GIFT tells it. */
export interface MarkedText {
  readonly format: "moodle" | "html" | "markdown" | "plain";
  readonly text: string;
}

/** Our own text of it; `moodle`, which is also said where nothing is, means tags where there are some. */
export function readMarked({ format, text }: MarkedText): ReadHtml {
  if (format === "html" || (format === "moodle" && looksLikeHtml(text))) return readHtml(text);
  const fence = /(?:^|\n)```([A-Za-z0-9+#.-]*)\n([\s\S]*?)\n```(?=\n|$)/.exec(text);
  if (!fence) return { text: oneParagraph(text), code: null, unshown: [] };
  const around = `${text.slice(0, fence.index)}\n${text.slice(fence.index + fence[0].length)}`;
  const language = fence[1] === "" ? null : (fence[1] ?? null);
  return { text: oneParagraph(around), code: { language, text: fence[2] as string }, unshown: [] };
}

function oneParagraph(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}
