import { z } from "zod";
import { noticeCard } from "../../../cards/notices/notice-card.ts";
import { requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface Requests {
    readonly forget: NoFields;
  }
  interface ButtonRequests {
    readonly "forget-confirmed": NoFields;
    readonly "forget-declined": NoFields;
  }
}

/** Asks first: one tap on a borrowed phone must not erase a year of answers. */
export const forget = defineRequest({
  type: "forget",
  who: "everyone",
  needsPerson: false,
  replyMode: "private",
  command: { words: ["forget"], arguments: [], help: (words) => words.help.forget, read: () => ({ type: "forget" }) },
  handle: (context) => {
    const { title, ask, askLinked, confirm, decline } = context.words.forget;
    const erase = requestButton(context, { type: "forget-confirmed" }, confirm, "danger");
    const cancel = requestButton(context, { type: "forget-declined" }, decline);
    return noticeCard("neutral", title, [ask, askLinked], [{ ...erase, spoken: title }, cancel]);
  },
});

export const forgetConfirmed = defineRequest({
  type: "forget-confirmed",
  who: "everyone",
  replyMode: "in-place",
  erasesMessages: true,
  button: z.object({}),
  handle: async ({ store, account, words }) => {
    await store.people.forget(account.learner);
    return noticeCard("neutral", words.forget.doneTitle, [words.forget.done], []);
  },
});

export const forgetDeclined = defineRequest({
  type: "forget-declined",
  who: "everyone",
  needsPerson: false,
  replyMode: "in-place",
  button: z.object({}),
  handle: ({ words }) => noticeCard("neutral", words.forget.notDeletedTitle, [words.forget.notDeleted], []),
});
