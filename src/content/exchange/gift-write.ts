import type { ExportChoice, ExportChoices, ExportOrder, ExportQuestion } from "./export-question.ts";
import { escapedGift } from "./gift-parse.ts";
import { explanationHtml, htmlOf, promptHtml } from "./html-write.ts";
import { questionTags } from "./question-tags.ts";

/** GIFT for Moodle: a category for each topic, texts as HTML. */
export function giftOf(questions: readonly ExportQuestion[]): string {
  let topic = "";
  const parts = questions.map((question) => {
    const head = question.topic === topic ? "" : `$CATEGORY: async-quiz/${question.topic}\n\n`;
    topic = question.topic;
    return `${head}${questionGift(question)}\n`;
  });
  return parts.join("\n");
}

function questionGift(question: ExportQuestion): string {
  const tags = questionTags(question).map((tag) => `[tag:${tag}]`);
  return [
    `// [id:${question.id}] ${tags.join(" ")}`,
    `::${question.id}::${html(promptHtml(question))}{`,
    ...(question.form.type === "order" ? orderLines(question.form) : choiceLines(question.form, question.shown)),
    `####${html(explanationHtml(question))}`,
    "}",
  ].join("\n");
}

/** An ordering question becomes a matching question: which step has which number? */
function orderLines({ items }: ExportOrder): string[] {
  return items.map((item, index) => `=${index + 1} -> ${escapedGift(item)}`);
}

function choiceLines({ all, choices }: ExportChoices, shown: readonly number[]): string[] {
  const rightCount = choices.filter(({ right }) => right).length;
  return shown.flatMap((index) => {
    const choice = choices[index];
    return choice ? [`${mark(choice, all ? rightCount : null)}${html(htmlOf(choice.text))}${feedback(choice)}`] : [];
  });
}

/** Each of several correct choices gets its share, rounded like Moodle does. A wrong one loses all marks. */
function mark({ right }: ExportChoice, rightCount: number | null): string {
  if (rightCount === null) return right ? "=" : "~";
  return right ? `~%${Number((100 / rightCount).toFixed(5))}%` : "~%-100%";
}

function feedback({ refutation }: ExportChoice): string {
  return refutation === null ? "" : `#${html(htmlOf(refutation))}`;
}

/** Names the format each time, which also prevents the text from being read as a weight. */
function html(text: string): string {
  return `[html]${escapedGift(text)}`;
}
