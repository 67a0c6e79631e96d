import type { InsightsView } from "../../../src/cards/insights/insights-card.ts";
import type { CommunityInsights, MisconceptionWeek } from "../../../src/engine/analytics/community-insights.ts";
import { lastWeeks } from "../../../src/engine/community/calendar.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { sampleMisconception } from "../../engine/samples.ts";

/** Six weeks of two misconceptions, and one that was only corrected. */
export const sampleInsights: CommunityInsights = {
  weeks: lastWeeks("2026-11-24", 6),
  people: 15,
  misconceptions: [
    trend("misconception-a", [null, 4, 3, null, 5, 1], 0.65, 5),
    trend("misconception-b", [0, 0, 1, 1, 0, 2], 0.13, 0),
    trend("misconception-c", [null, null, null, null, null, null], null, 10),
  ],
  correctedThisWeek: 10,
  hardest: [
    { item: "frozen-web-page", rightBelow: 0.25 },
    { item: "two-waits", rightBelow: 0.5 },
  ],
};

/** @param holding of five people, or null for fewer */
function trend(id: string, holding: readonly (number | null)[], average: number | null, corrected: number) {
  const weeks = holding.map((count, index): MisconceptionWeek => {
    const before = holding[index - 1] ?? null;
    return {
      share: count === null ? null : { people: 5, holding: count },
      change: count === null || before === null ? null : 20 * (count - before),
      corrected: index === holding.length - 1 ? corrected : 0,
    };
  });
  return { misconception: misconceptionId(id), weeks, average };
}

export function sampleView(changes: Partial<InsightsView> = {}): InsightsView {
  const command = "async-quiz insights --csv";
  const belief = (id: string) => `⟨I believe \`${id}\`.⟩`;
  return {
    insights: sampleInsights,
    misconception: (id) => sampleMisconception(id, { belief: belief(id) }),
    rows: 8,
    tableWeeks: 4,
    command,
    buttons: [],
    ...changes,
  };
}
