import { expect, test, vi } from "vitest";
import { openPacedEdits } from "../../../src/adapters/kit/paced-edits.ts";
import { openCallLane } from "../../../src/adapters/kit/timing.ts";
import { openTestTime } from "../../test-time.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

function openEdits() {
  const time = openTestTime();
  time.flows = false;
  const stopping = new AbortController();
  const sent: string[] = [];
  const send = async (message: string, state: number) => void sent.push(`${message}${state}`);
  const edits = openPacedEdits<number>({
    clock: time,
    timers: time,
    stopped: stopping.signal,
    gapMs: () => 1_000,
    send,
  });
  return { time, stopping, sent, edits };
}

test("a message is edited at once, then at intervals with its latest state, and other messages do not wait", async () => {
  const { time, sent, edits } = openEdits();
  await edits.edit("a", 1);
  const later = [edits.edit("a", 2), edits.edit("a", 3)];
  await edits.edit("b", 1);
  expect(sent).toEqual(["a1", "b1"]);
  time.advance(999);
  await settled();
  expect(sent).toEqual(["a1", "b1"]);
  time.advance(1);
  await Promise.all(later);
  expect(sent).toEqual(["a1", "b1", "a3"]);
});

test("what waits when the chat stops is sent at once", async () => {
  const { stopping, sent, edits } = openEdits();
  await edits.edit("a", 1);
  void edits.edit("a", 2);
  stopping.abort();
  await edits.done();
  expect(sent).toEqual(["a1", "a2"]);
});

test("calls run in order, with a pause after each, even after a failure", async () => {
  const time = openTestTime();
  time.flows = false;
  const lane = openCallLane(1_000, time, new AbortController().signal);
  const calls: string[] = [];
  const failing = lane.run(async () => Promise.reject(new Error("declined"))).catch(() => calls.push("failed"));
  const second = lane.run(async () => calls.push("second"));
  await failing;
  await vi.waitUntil(() => time.waiting() === 1);
  expect(calls).toEqual(["failed"]);
  time.advance(1_000);
  await second;
  expect(calls).toEqual(["failed", "second"]);
});
