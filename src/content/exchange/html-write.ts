import { escapeUTF8 } from "entities";
import { prose } from "../../cards/prose.ts";
import type { ExportQuestion } from "./export-question.ts";

/** Our text as HTML: code between backticks becomes an element, and every space is kept. */
export function htmlOf(text: string): string {
  return prose(text)
    .map((span) => (span.type === "code" ? `<code>${escaped(span.text)}</code>` : escaped(span.text)))
    .join("");
}

/** The prompt with its code. */
export function promptHtml({ prompt, code }: Pick<ExportQuestion, "prompt" | "code">): string {
  const below =
    code === null
      ? ""
      : `<pre><code class="language-${escapeUTF8(code.language)}">${escapeUTF8(code.text)}</code></pre>`;
  return `<p>${htmlOf(prompt)}</p>${below}`;
}

/** The explanation and its source. */
export function explanationHtml({ explanation, source }: Pick<ExportQuestion, "explanation" | "source">): string {
  const link = `<a href="${escapeUTF8(source.url)}">${escapeUTF8(source.title)}</a>`;
  return `<p>${htmlOf(explanation)}</p><p>Source: ${link}</p>`;
}

/** HTML collapses spaces, so all but the first of several are written as entities. */
function escaped(text: string): string {
  return escapeUTF8(text)
    .replace(/(?<= ) /g, "&#32;")
    .replaceAll("\n", "<br>");
}
