import type { ToldChoice, ToldChoices, ToldOrder, ToldQuestion } from "../export-question.ts";
import { askedHtml, explanationHtml, htmlOf } from "../html/html-write.ts";
import { questionTags } from "../question-tags.ts";
import { escapedGift } from "./gift-parse.ts";

/** Questions as Moodle reads them: a category for each topic, texts as HTML. */
export function giftOf(questions: readonly ToldQuestion[]): string {
  let topic = "";
  const parts = questions.map((question) => {
    const head = question.topic === topic ? "" : `$CATEGORY: async-quiz/${question.topic}\n\n`;
    topic = question.topic;
    return `${head}${questionGift(question)}\n`;
  });
  return parts.join("\n");
}

function questionGift(question: ToldQuestion): string {
  const tags = questionTags(question).map((tag) => `[tag:${tag}]`);
  return [
    `// [id:${question.id}] ${tags.join(" ")}`,
    `::${question.id}::${html(askedHtml(question))}{`,
    ...(question.form.type === "order" ? orderLines(question.form) : choiceLines(question.form, question.shown)),
    `####${html(explanationHtml(question))}`,
    "}",
  ].join("\n");
}

/** An order is asked as which step stands at which place. */
function orderLines({ items }: ToldOrder): string[] {
  return items.map((item, place) => `=${place + 1} -> ${escapedGift(item)}`);
}

function choiceLines({ all, choices }: ToldChoices, shown: readonly number[]): string[] {
  const rightCount = choices.filter(({ right }) => right).length;
  return shown.flatMap((index) => {
    const choice = choices[index];
    return choice ? [`${mark(choice, all ? rightCount : null)}${html(htmlOf(choice.text))}${feedback(choice)}`] : [];
  });
}

/** Of several right ones each is worth its part, as Moodle rounds it; any wrong one takes everything away. */
function mark({ right }: ToldChoice, rightCount: number | null): string {
  if (rightCount === null) return right ? "=" : "~";
  return right ? `~%${Number((100 / rightCount).toFixed(5))}%` : "~%-100%";
}

function feedback({ refutation }: ToldChoice): string {
  return refutation === null ? "" : `#${html(htmlOf(refutation))}`;
}

/** The format is told each time, which also keeps what follows from being read as a weight. */
function html(text: string): string {
  return `[html]${escapedGift(text)}`;
}
