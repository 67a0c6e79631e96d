import { linkCodeCard, linkedCard } from "../../../cards/learner/link-card.ts";
import { noticeCard, refusalCard } from "../../../cards/notices/notice-card.ts";
import { minuteMs } from "../../../engine/community/calendar.ts";
import { linkCodeMs } from "../../ports/people.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface Requests {
    /** Without a code, makes one; with a code of another chat, links the two accounts. */
    readonly link: { readonly code: string | null };
    readonly unlink: NoFields;
  }
}

/** Lets a person show that two accounts are theirs: only they see the code in one chat and type it in the other. */
export const link = defineRequest({
  type: "link",
  who: "everyone",
  replyMode: "private",
  isSecret: true,
  command: {
    words: ["link"],
    arguments: [{ name: "code", kind: "text", required: false, hint: (words) => words.argumentHints.code }],
    help: (words) => words.help.link,
    // In a chat with typed commands, people copy the name that another chat shows in front of the code.
    read: ({ code: typed = "" }) => ({ type: "link", code: typed.replace(/^code:/i, "") || null }),
  },
  handle: async ({ store, account, words, now, model }, { code }) => {
    if (code === null) {
      const made = await store.links.createCode(account.id, now);
      const accounts = await store.links.accountsOf(account.learner);
      return linkCodeCard(words, { code: made, minutes: linkCodeMs / minuteMs, accounts });
    }
    const outcome = await store.links.redeem(account.id, code, now, model);
    if (outcome.type !== "linked") return refusalCard(words, { code: outcome.type }, []);
    return linkedCard(words, await store.links.accountsOf(outcome.learner));
  },
});

export const unlink = defineRequest({
  type: "unlink",
  who: "everyone",
  replyMode: "private",
  command: { words: ["unlink"], arguments: [], help: (words) => words.help.unlink, read: () => ({ type: "unlink" }) },
  handle: async ({ store, account, words, model }) => {
    if (!(await store.links.unlink(account.id, model))) return refusalCard(words, { code: "not-linked" }, []);
    return noticeCard("neutral", words.link.unlinkedTitle, [words.link.unlinked], []);
  },
});
