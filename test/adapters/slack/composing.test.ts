import { expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { sampleSteps } from "../../engine/samples.ts";
import { buttonsOf, wordsIn } from "./server/slack.ts";
import type { Message } from "./server/workspace.ts";
import { type Mode, quizOnSlack } from "./under-test.ts";

const ben = "U0BEN";
const bank = bankOf([sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], beliefs: [] }])], []);

test.each<Mode>(["socket", "http"])(
  "an order is put together on one private message, also across a restart (%s)",
  async (mode) => {
    const quiz = await quizOnSlack(mode, { bank });
    const { slack } = quiz;
    await slack.types(ben, "general", "play");
    await slack.until("a question", () => slack.seenBy(ben).length === 1);
    const [message] = slack.seenBy(ben) as [Message];
    const letterOf = (step: string) => new RegExp(`([A-E])\\W+${step}`).exec(wordsIn(message.blocks))?.[1] as string;
    const letters = ["boil", "pour", "drink"].map(letterOf);
    const press = async (label: string, shows: string) => {
      await slack.presses(ben, message, label);
      await slack.until(shows, () => wordsIn(message.blocks).includes(shows));
    };
    await press(letters[0] as string, `so far:`);
    await quiz.restart();
    await press(letters[1] as string, letters.slice(0, 2).join(" → "));
    await press(letters[2] as string, letters.join(" → "));
    expect(buttonsOf(message.blocks).map(({ text }) => text.text)).toEqual(["Undo", "Send", "I don't know"]);
    await press("Send", "Right!");
    expect(slack.seenBy(ben)).toHaveLength(1);
  },
);
