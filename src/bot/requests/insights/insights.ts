import { insightsCard, noInsightsCard } from "../../../cards/insights/insights-card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { type CommunityInsights, newInsightBuilder } from "../../../engine/analytics/community-insights.ts";
import type { Bank } from "../../../engine/bank/bank.ts";
import { daysAfter, type LocalDate, lastWeeks } from "../../../engine/community/calendar.ts";
import type { CommunityId } from "../../../engine/question/ids.ts";
import type { AnswerStore } from "../../ports/answers.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface Requests {
    readonly insights: NoFields;
  }
}

/** A picture of so many weeks, and a table of fewer, fit a phone. */
const shownWeeks = 6;
const shown = { rows: 8, tableWeeks: 4 } as const;

/** The most weeks that a report shows. */
export const mostWeeks = 12;

/**
 * How many weeks of answers are read. What was corrected depends on earlier answers, and must not depend on how many
 * weeks a report shows, or two reports would differ by a few people.
 */
const weeksRead = 26;

export const insights = defineRequest({
  type: "insights",
  who: "admins",
  replyMode: "private",
  command: {
    words: ["insights"],
    arguments: [],
    help: (words) => words.help.insights,
    read: () => ({ type: "insights" }),
  },
  handle: async ({ bank, words, store, community, today }) => {
    if (!community) return refusalCard(words, { code: "no-community" }, []);
    const found = await insightsOf({ bank, answers: store.answers }, community.id, { today, weeks: shownWeeks });
    if (found === null) return noInsightsCard(words, []);
    return insightsCard(words, {
      insights: found,
      misconception: bank.misconception,
      ...shown,
      command: "async-quiz insights --csv",
      buttons: [],
    });
  },
});

/**
 * What a community believes, from its stored answers; null for fewer than five people.
 * @param today in the community's time zone
 */
export async function insightsOf(
  { bank, answers }: { readonly bank: Bank; readonly answers: Pick<AnswerStore, "ofCommunity"> },
  community: CommunityId,
  { today, weeks }: { readonly today: LocalDate; readonly weeks: number },
): Promise<CommunityInsights | null> {
  const builder = newInsightBuilder(bank, lastWeeks(today, weeks));
  const [from] = lastWeeks(today, weeksRead);
  // A day later than today: an admin may have moved the community to an earlier zone.
  const pages = answers.ofCommunity(community, from ?? today, daysAfter(today, 1));
  for await (const page of pages) builder.add(page);
  return builder.report();
}
