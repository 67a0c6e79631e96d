import type { Words } from "../../../cards/words/words.ts";
import type { ToldChoices, ToldOrder, ToldQuestion } from "../export-question.ts";
import { askedHtml, explanationHtml, htmlOf } from "../html/html-write.ts";
import { questionTags } from "../question-tags.ts";

/** Notes with front, back and tags, as Anki's text import reads them; the id tells an older note from a new one. */
export function ankiOf(words: Words, questions: readonly ToldQuestion[]): string {
  const head = ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"];
  const notes = questions.map((question) =>
    [`async-quiz-${question.id}`, frontOf(words, question), backOf(question), questionTags(question).join(" ")]
      .map(oneField)
      .join("\t"),
  );
  return `${[...head, ...notes].join("\n")}\n`;
}

/** A note is one line, and its fields are what stands between tabs; a quote at a field's start would mean more. */
function oneField(html: string): string {
  return html.replaceAll("\t", "&#9;").replaceAll("\n", "<br>").replace(/^"/, "&quot;");
}

function frontOf(words: Words, question: ToldQuestion): string {
  const { form, shown } = question;
  const texts = form.type === "order" ? form.items : form.choices.map(({ text }) => text);
  const hint = form.type === "choices" && form.all ? `<p>${htmlOf(words.question.chooseAll)}</p>` : "";
  const items = shown.map((index) => `<li>${htmlOf(texts[index] ?? "")}</li>`).join("");
  return `${askedHtml(question)}${hint}<ol type="A">${items}</ol>`;
}

function backOf(question: ToldQuestion): string {
  const answer = question.form.type === "order" ? orderBack(question.form) : choicesBack(question.form);
  return `${answer}${explanationHtml(question)}`;
}

function choicesBack({ all, choices }: ToldChoices): string {
  const right = choices.filter((choice) => choice.right);
  const said = (choice: (typeof choices)[number]) =>
    choice.refutation === null ? "" : `: ${htmlOf(choice.refutation)}`;
  const answers = right.map((choice) => `<li><b>${htmlOf(choice.text)}</b>${all ? said(choice) : ""}</li>`).join("");
  const wrong = choices
    .filter((choice) => !choice.right)
    .map((choice) => `<li>${htmlOf(choice.text)}${said(choice)}</li>`);
  return `<ul>${answers}</ul>${listed("Not:", wrong)}`;
}

function orderBack({ items, mistakes }: ToldOrder): string {
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
