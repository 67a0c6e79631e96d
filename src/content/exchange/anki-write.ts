import type { Words } from "../../cards/words/words.ts";
import type { ExportChoices, ExportOrder, ExportQuestion } from "./export-question.ts";
import { explanationHtml, htmlOf, promptHtml } from "./html-write.ts";
import { questionTags } from "./question-tags.ts";

/** Notes with front, back and tags for the text import of Anki. The id lets Anki update older notes. */
export function ankiOf(words: Words, questions: readonly ExportQuestion[]): string {
  const head = ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"];
  const notes = questions.map((question) =>
    [`async-quiz-${question.id}`, frontOf(words, question), backOf(question), questionTags(question).join(" ")]
      .map(oneField)
      .join("\t"),
  );
  return `${[...head, ...notes].join("\n")}\n`;
}

/** A note is one line with tabs between its fields. A quote at the start of a field would quote the whole field. */
function oneField(html: string): string {
  return html.replaceAll("\t", "&#9;").replaceAll("\n", "<br>").replace(/^"/, "&quot;");
}

function frontOf(words: Words, question: ExportQuestion): string {
  const { form, shown } = question;
  const texts = form.type === "order" ? form.items : form.choices.map(({ text }) => text);
  const hint = form.type === "choices" && form.all ? `<p>${htmlOf(words.question.chooseAll)}</p>` : "";
  const items = shown.map((index) => `<li>${htmlOf(texts[index] ?? "")}</li>`).join("");
  return `${promptHtml(question)}${hint}<ol type="A">${items}</ol>`;
}

function backOf(question: ExportQuestion): string {
  const answer = question.form.type === "order" ? orderBack(question.form) : choicesBack(question.form);
  return `${answer}${explanationHtml(question)}`;
}

function choicesBack({ all, choices }: ExportChoices): string {
  const right = choices.filter((choice) => choice.right);
  const refutation = (choice: (typeof choices)[number]) =>
    choice.refutation === null ? "" : `: ${htmlOf(choice.refutation)}`;
  const answers = right
    .map((choice) => `<li><b>${htmlOf(choice.text)}</b>${all ? refutation(choice) : ""}</li>`)
    .join("");
  const wrong = choices
    .filter((choice) => !choice.right)
    .map((choice) => `<li>${htmlOf(choice.text)}${refutation(choice)}</li>`);
  return `<ul>${answers}</ul>${listed("Not:", wrong)}`;
}

function orderBack({ items, mistakes }: ExportOrder): string {
  const steps = items.map((item) => `<li><b>${htmlOf(item)}</b></li>`).join("");
  const wrong = mistakes.map(({ order, refutation }) => {
    const taken = order.map((index) => htmlOf(items[index] ?? "")).join(" → ");
    return `<li>${taken}: ${htmlOf(refutation)}</li>`;
  });
  return `<ol>${steps}</ol>${listed("Not:", wrong)}`;
}

function listed(head: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `<p>${head}</p><ul>${items.join("")}</ul>`;
}
