import { expect, test } from "vitest";
import { picturesOf } from "../../../src/adapters/discord/pictures.ts";
import { card, text } from "../../../src/cards/card.ts";
import { insightsCard } from "../../../src/cards/insights/insights-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { misconceptionId, presentationId } from "../../../src/engine/question/ids.ts";
import { digestOf, probedBy } from "../../../src/engine/question/question.ts";
import { sampleView } from "../../cards/insights/sample-insights.ts";
import { questionOf } from "../../cli/saved-answers.ts";
import { diagnosed } from "../../engine/samples.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { type OpenBot, openTownWithServer, startBot, textOf } from "./open-bot.ts";

const draw = async (svg: string) => Buffer.from(svg);

test("a card without pictures needs no file", async () => {
  expect(await picturesOf(card("neutral", "title", [text("text")]), draw)).toBeNull();
});

test("a picture is a file with a name, and says what it shows", async () => {
  const pictures = await picturesOf(insightsCard(wordsEn, sampleView()), draw);
  expect(pictures?.attachments).toEqual([{ id: "0", filename: "picture-1.png" }]);
  expect(pictures?.files.map(({ name, data }) => [name, String(data).startsWith("<svg ")])).toEqual([
    ["picture-1.png", true],
  ]);
  const [item] = pictures?.gallery.items ?? [];
  expect(item?.media.url).toBe("attachment://picture-1.png");
  expect(item?.description).toContain("week of 23 Nov: 20 %");
  expect([...(item?.description ?? "")].length).toBeLessThanOrEqual(1024);
});

/** Five people of a server show a misconception. */
async function saveAnswers({ store }: OpenBot, workspace: string, now: number): Promise<void> {
  const question = questionOf(await shippedBank(), "one-coffee-two-baristas");
  const named = probedBy(question)[0] ?? misconceptionId("none");
  for (const person of ["a", "b", "c", "d", "e"]) {
    const user = { id: person, name: person, scope: "everywhere" } as const;
    const { account, community } = await store.people.find({ chat: "discord", workspace, user }, now);
    const id = presentationId(`presentation-${person}`);
    await store.presentations.save({
      ...{ id, community: community?.id ?? null, account: account.id, question: question.id },
      ...{ digest: digestOf(question), shown: [0, 1, 2], reason: "play", chosen: null, topic: null },
      ...{ presentedAt: now, closedAt: null },
    });
    const grade = { right: false, diagnosis: diagnosed(named) };
    const localDate = new Date(now).toISOString().slice(0, 10);
    const answer = { presentation: id, account: account.id, choice: 1, grade, difficulty: 1, now, localDate };
    await store.answers.save(answer);
  }
}

test("an admin gets the heat map privately, others a refusal", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  const bot = await startBot(discord);
  await saveAnswers(bot, guild.id, discord.town.time.now());
  const shown = await discord.person("Ada", { manages: true }).types(channel, "insights").shown();
  expect(textOf(shown)).toContain("At least 5 people answered");
  expect(JSON.stringify(shown.body)).toContain("attachment://picture-1.png");
  const refused = await discord.person("Eve").types(channel, "insights").shown();
  expect(textOf(refused)).toContain(wordsEn.refusals["admins-only"]);
  expect(discord.town.violations).toEqual([]);
});
