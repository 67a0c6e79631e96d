import { aboutCard } from "../../../cards/notices/about-card.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface Requests {
    readonly about: NoFields;
  }
}

/** The version, the size of the bank, what is stored about people, and where the source is. */
export const about = defineRequest({
  type: "about",
  who: "everyone",
  needsPerson: false,
  replyMode: "private",
  surface: "window",
  command: { words: ["about"], arguments: [], help: (words) => words.help.about, read: () => ({ type: "about" }) },
  handle: (context) =>
    aboutCard(context.words, {
      ...context.about,
      questions: context.bank.questions.length,
      templates: context.bank.templates.length,
      buttons: [nextButton(context, null)],
    }),
});
