import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { isQuestion } from "../../../engine/bank/bank.ts";
import { chooseQuestion } from "../../../engine/learner/question-choice.ts";
import { isTopic, type Topic, topics } from "../../../engine/question/curriculum.ts";
import { nearest } from "../../../text/nearest.ts";
import type { RequestContext } from "../../context.ts";
import { type PresentedQuestion, presentedQuestion } from "../../presentation.ts";
import { topicPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { declined } from "../request.ts";
import { choiceRequest, presentQuestion, privateQuestion, standingAfter } from "./question-card.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    /** @param topic null for the whole path */
    readonly play: { readonly topic: Topic | null };
  }
}

/** This person's next question, or the open one if they have not answered it yet. */
export const play = defineRequest({
  type: "play",
  who: "everyone",
  replyMode: "private",
  command: {
    words: ["play"],
    arguments: [
      {
        name: "topic",
        kind: "text",
        required: false,
        hint: (words) => words.argumentHints.topic,
        suggestions: () => topics,
      },
    ],
    help: (words) => words.help.play,
    read: ({ topic: typed = "" }) => {
      const topic = typed.toLowerCase();
      if (topic === "") return { type: "play", topic: null };
      if (isTopic(topic)) return { type: "play", topic };
      return declined({ code: "unknown-topic", typed, nearest: nearest(topic, topics) });
    },
  },
  button: z.object({ topic: topicPart }),
  handle: async (context, { topic }) => {
    const { model, words, store, account } = context;
    const record = await store.learnerRecords.load(account.learner, model);
    const seen = new Set(record.seen.keys());
    const open = await openIn(context, topic);
    if (open) return privateQuestion(context, open, await standingAfter(context, open.question, seen));
    const next = chooseQuestion(model, record, choiceRequest(context, topic));
    if (!next) return refusalCard(words, { code: "no-questions" }, []);
    const { question, reason: chosen } = next;
    const standing = await standingAfter(context, question, seen);
    return presentQuestion(context, { question, topic, reason: "play", chosen, standing });
  },
});

/** The question that this person was last shown in the topic, if they have not answered it since, here or elsewhere. */
async function openIn(context: RequestContext, topic: Topic | null): Promise<PresentedQuestion | null> {
  const { bank, store, account } = context;
  const open = await store.presentations.findOpenIn(account.id, topic);
  const question = open && presentedQuestion(bank, open.presentation);
  if (!open || !question || !isQuestion(question)) return null;
  const latest = await store.answers.latest(account.learner, question.id);
  return latest && latest.answeredAt >= open.presentation.presentedAt ? null : { ...open, question };
}
