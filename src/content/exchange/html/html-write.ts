import { prose } from "../../../cards/prose.ts";
import type { ToldQuestion } from "../export-question.ts";

/** A text of ours as HTML: code between backticks becomes an element, and every space survives. */
export function htmlOf(text: string): string {
  return prose(text)
    .map((span) => (span.type === "code" ? `<code>${escaped(span.text)}</code>` : escaped(span.text)))
    .join("");
}

/** What is asked, and the code below it. */
export function askedHtml({ prompt, code }: Pick<ToldQuestion, "prompt" | "code">): string {
  const below =
    code === null ? "" : `<pre><code class="language-${entities(code.language)}">${entities(code.text)}</code></pre>`;
  return `<p>${htmlOf(prompt)}</p>${below}`;
}

/** Why the answer is right, and where that can be checked. */
export function explanationHtml({ explanation, source }: Pick<ToldQuestion, "explanation" | "source">): string {
  const link = `<a href="${entities(source.url)}">${entities(source.title)}</a>`;
  return `<p>${htmlOf(explanation)}</p><p>Source: ${link}</p>`;
}

/** Of several blanks a page keeps one: the others are written so that whoever reads them back has them all. */
function escaped(text: string): string {
  return entities(text)
    .replace(/(?<= ) /g, "&#32;")
    .replaceAll("\n", "<br>");
}

const entityOf: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function entities(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entityOf[sign] ?? sign);
}
