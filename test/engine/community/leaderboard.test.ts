import fc from "fast-check";
import { expect, test } from "vitest";
import { leaderboard, leaderboardLength, type Standing } from "../../../src/engine/community/leaderboard.ts";
import type { AccountId } from "../../../src/engine/question/ids.ts";

function standing(account: string, points: number, name = account): Standing {
  return { account: account as AccountId, name, points };
}

const viewer = "me" as AccountId;

test("people with the same points share a rank, and the next rank is skipped", () => {
  const shown = leaderboard([standing("a", 5), standing("b", 9), standing("c", 5), standing("d", 1)], viewer);
  expect(shown.top.map(({ rank, account }) => [rank, account])).toEqual([
    [1, "b"],
    [2, "a"],
    [2, "c"],
    [4, "d"],
  ]);
});

test("the viewer's rank is shown even far below the top, and not at all without points", () => {
  const others = Array.from({ length: 40 }, (_, index) => standing(`a${index}`, 100 - index));
  const shown = leaderboard([...others, standing("me", 1)], viewer);
  expect(shown.top).toHaveLength(leaderboardLength);
  expect(shown.own).toEqual({ ...standing("me", 1), rank: 41 });
  expect(shown.players).toBe(41);
  expect(leaderboard([...others, standing("me", 0)], viewer)).toMatchObject({ own: null, players: 40 });
});

const someStandings = fc.uniqueArray(
  fc.record({
    account: fc.string({ minLength: 1, maxLength: 3 }).map((text) => text as AccountId),
    name: fc.string({ maxLength: 2 }),
    points: fc.integer({ min: 0, max: 6 }),
  }),
  { selector: ({ account }) => account, maxLength: 30 },
);

test("a rank is one more than the number of people with more points, in any order", () => {
  fc.assert(
    fc.property(someStandings, fc.nat(), (standings, pick) => {
      const me = (standings[pick % Math.max(1, standings.length)]?.account ?? "nobody") as AccountId;
      const shown = leaderboard(standings, me);
      const players = standings.filter(({ points }) => points > 0);
      expect(shown.players).toBe(players.length);
      expect(shown.top).toHaveLength(Math.min(leaderboardLength, players.length));
      for (const { rank, points } of shown.top) {
        expect(rank).toBe(1 + players.filter((other) => other.points > points).length);
      }
      const own = players.find(({ account }) => account === me);
      const ownRank = own ? 1 + players.filter((other) => other.points > own.points).length : undefined;
      expect(shown.own?.rank).toBe(ownRank);
      expect(leaderboard([...standings].reverse(), me)).toEqual(shown);
    }),
  );
});
