import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { nextQuestion } from "../../../engine/learner/next-question.ts";
import { isTopic, type Topic, topics } from "../../../engine/question/curriculum.ts";
import { nearest } from "../../../text/nearest.ts";
import { topicPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { declined } from "../request.ts";
import { continueQuestion, standingAfter } from "./question-card.ts";

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
    const answers = await store.answers.ofLearner(account.learner);
    const next = nextQuestion(bank, answers, topic, account.learner);
    if (!next) return refusalCard(context.words, { code: "no-questions" }, []);
    const { question, because: note } = next;
    const { place } = standingAfter(bank, answers, question);
    return continueQuestion(context, { question, topic, standing: { note, place } });
  },
});
