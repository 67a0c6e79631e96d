import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { localDateOf, localMinuteOf } from "../../src/engine/community/calendar.ts";
import { openStore } from "../../src/store/open.ts";
import { shippedBank } from "../shipped-bank.ts";
import { playSeason, type Town } from "./season.ts";

const days = Number(process.env.SEASON_DAYS ?? 5);
const people = Number(process.env.SEASON_PEOPLE ?? 10);
const seed = Number(process.env.SEASON_SEED ?? 20261022);

const towns: readonly Town[] = [
  // The clocks of Berlin go back on the third day, those of New York a week later.
  { workspace: "berlin", zone: "Europe/Berlin", time: "02:30" },
  { workspace: "new-york", zone: "America/New_York", time: "23:50" },
  { workspace: "kathmandu", zone: "Asia/Kathmandu", time: "09:00" },
];

test(`a season from seed ${seed}: one post a day, no answer counted twice`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-season-"));
  const url = `sqlite:${join(folder, "season.db")}`;
  const start = Date.UTC(2026, 9, 23, 0, 5);
  const report = await playSeason({
    seed,
    people,
    days,
    start,
    towns,
    bank: await shippedBank(),
    open: async (ids, now) =>
      (await openStore(url, { ids: { next: ids }, now, migrationsFolder: resolve("migrations") })).store,
  });
  await rm(folder, { recursive: true });

  for (const town of towns) {
    const posts = report.posts.filter((post) => post.town === town);
    const dates = posts.map((post) => localDateOf(post.at, town.zone));
    const titles = new Set(posts.map((post) => post.title));
    expect(titles.size, `${town.workspace} had a day twice: ${dates}`).toBe(posts.length);
    expect(Math.abs(posts.length - days), `${town.workspace}: ${dates}`).toBeLessThanOrEqual(1);
    for (const post of posts) {
      const [hours, minutes] = town.time.split(":").map(Number) as [number, number];
      const late = (localMinuteOf(post.at, town.zone) - hours * 60 - minutes + 1440) % 1440;
      expect(late, `${town.workspace} at ${new Date(post.at).toISOString()}`).toBeLessThan(60);
    }
  }
  expect(report.presses).toBeGreaterThan(days * 10);
  expect(Object.fromEntries(report.shown)).toEqual(Object.fromEntries(report.expected));
}, 600_000);
