import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { isQuestion } from "../../../engine/bank/bank.ts";
import { nextQuestion } from "../../../engine/learner/next-question.ts";
import { isTopic, type Topic, topics } from "../../../engine/question/curriculum.ts";
import { nearest } from "../../../text/nearest.ts";
import { presentedQuestion } from "../../presentation.ts";
import { topicPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { declined } from "../request.ts";
import { presentQuestion, privateQuestion } from "./question-card.ts";

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
    const { bank, store, account } = context;
    const next = nextQuestion(bank, await store.answers.ofLearner(account.learner), topic, account.learner);
    if (!next) return refusalCard(context.words, { code: "no-questions" }, []);
    const { question, because: note } = next;
    const open = await store.presentations.findOpen(account.id, question.id);
    if (open?.presentation.topic !== topic || !isQuestion(presentedQuestion(bank, open.presentation))) {
      return presentQuestion(context, { question, topic, reason: "play", note });
    }
    return privateQuestion(context, { question, ...open }, note);
  },
});
