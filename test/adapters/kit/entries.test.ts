import { LRUCache } from "lru-cache";
import { expect, test } from "vitest";
import { entriesUpTo } from "../../../src/adapters/kit/entries.ts";

test("a cache forgets the entry that was used least recently, once it has more than its limit", () => {
  const cache = new LRUCache<string, number>(entriesUpTo(3));
  for (const [index, key] of ["a", "b", "c"].entries()) cache.set(key, index);
  cache.get("a");
  cache.set("d", 3);
  expect([...cache.keys()].sort()).toEqual(["a", "c", "d"]);
  cache.set("d", 4);
  expect(cache.size).toBe(3);
});

test("a cache with a limit also forgets entries when their time is over", () => {
  let now = 1_000;
  const cache = new LRUCache<string, true>({ ...entriesUpTo(3), ttl: 100, ttlResolution: 0, perf: { now: () => now } });
  cache.set("a", true);
  now += 101;
  expect(cache.has("a")).toBe(false);
  for (const key of ["b", "c", "d", "e"]) cache.set(key, true);
  expect([...cache.keys()].sort()).toEqual(["c", "d", "e"]);
});
