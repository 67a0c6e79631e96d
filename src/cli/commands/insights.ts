import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { Community } from "../../bot/ports/people.ts";
import { insightsOf, mostWeeks } from "../../bot/requests/insights/insights.ts";
import { insightsCard, noInsightsCard } from "../../cards/insights/insights-card.ts";
import { pictureSvg } from "../../cards/picture-svg.ts";
import { pictureThemes } from "../../cards/picture-theme.ts";
import { plainText } from "../../cards/plain-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { systemClock } from "../../clock/clock.ts";
import { defaultZone, type Instant, localDateOf } from "../../engine/community/calendar.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { type CommandResult, fileError, integerIn, printResult } from "../command-line.ts";
import { environmentConfig } from "../config.ts";
import { type BankAndStore, withReadOnlyStore } from "../read-only-store.ts";
import { insightsCsv } from "../reports/insights-csv.ts";

interface InsightsOptions {
  readonly community?: string | undefined;
  readonly weeks: number;
  readonly csv?: boolean | undefined;
  readonly picture?: string | undefined;
  readonly theme?: keyof typeof pictureThemes | undefined;
}

const usualWeeks = 6;

/** All misconceptions. A chat shows fewer. */
const mostRows = 1000;

export function insightsCommand(): Command {
  const themes = Object.keys(pictureThemes);
  return new Command("insights")
    .description("show which misconceptions a community holds, by week; no number rests on fewer than five people")
    .option("--community <id>", "its id, such as discord:1234 (needed if there are several)")
    .addOption(
      new Option("--weeks <number>", `how many weeks, at most ${mostWeeks}`)
        .argParser(integerIn(1, mostWeeks))
        .default(usualWeeks),
    )
    .option("--csv", "print all numbers as CSV")
    .option("--picture <file.png>", "also draw the heat map to this file")
    .addOption(new Option("--theme <name>", "the colours of the picture").choices(themes).default("light"))
    .action(async (options: InsightsOptions) =>
      printResult(await showInsights(environmentConfig(), options, systemClock.now())),
    );
}

/** @throws OperatorError if the community is not known, or the picture cannot be written */
export function showInsights(sources: BankAndStore, options: InsightsOptions, now: Instant): Promise<CommandResult> {
  return withReadOnlyStore(sources, async (bank, { answers, people }) => {
    const { id, zone } = chosenCommunity(await people.communities(), options.community);
    const today = localDateOf(now, zone ?? defaultZone);
    const insights = await insightsOf({ bank, answers }, id, { today, weeks: options.weeks });
    if (insights === null) return { output: "", error: `${plainText(noInsightsCard(wordsEn, []))}\n`, exitCode: 1 };
    const { misconception } = bank;
    const all = { rows: mostRows, tableWeeks: mostWeeks };
    const card = insightsCard(wordsEn, { insights, misconception, ...all, command: null, buttons: [] });
    const drawn = card.blocks.find((block) => block.type === "picture");
    const picture =
      options.picture === undefined || !drawn
        ? ""
        : await writePicture(pictureSvg(drawn.drawing, pictureThemes[options.theme ?? "light"]), options.picture);
    if (options.csv) return { output: insightsCsv(insights, misconception), error: picture, exitCode: 0 };
    return { output: `${plainText(card)}\n${picture === "" ? "" : `\n${picture}`}`, error: "", exitCode: 0 };
  });
}

function chosenCommunity(communities: readonly Community[], id: string | undefined): Community {
  const [only, ...others] = communities;
  if (!only) throw new OperatorError("The bot has not been used in a community yet.");
  if (id === undefined && others.length === 0) return only;
  const found = communities.find((one) => nameOf(one) === id || one.id === id);
  if (found) return found;
  const known = communities.map((one) => withoutControls(nameOf(one))).join(", ");
  const problem = id === undefined ? "There are several communities." : `There is no community ${withoutControls(id)}.`;
  throw new OperatorError(`${problem} Choose one with --community: ${known}.`);
}

/** What an operator knows it by: the chat and its own id of the server or workspace. */
function nameOf({ chat, workspace }: Community): string {
  return `${chat}:${workspace}`;
}

async function writePicture(svg: string, file: string): Promise<string> {
  // Loaded only when needed, since it is large.
  const { pictureOf } = await import("../../pictures/picture.ts");
  const { png } = await pictureOf(svg);
  await writeFile(file, png).catch((error) => {
    throw fileError("write", file, error);
  });
  return `Wrote the picture to ${withoutControls(file)}. The table shows the same.\n`;
}
