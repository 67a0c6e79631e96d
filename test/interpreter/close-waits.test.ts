import { describe, expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";

const run = (source: string) => interpret(source, { module: "commonjs", nodeLine: 20 });

const reply = (call: string, text: string) => `${call}.then(() => console.log("${text}"));`;
const timer = (ms: number, text: string) => `setTimeout(() => console.log("${text}"), ${ms});`;

describe("host waits that end less than 50 ms apart may end in either order", () => {
  test.each([
    ["two equal waits", reply("network(100)", "a") + reply("network(100)", "b")],
    ["waits of different kinds", reply("disk(100)", "a") + reply("worker(110)", "b")],
    ["40 ms apart", reply("network(100)", "a") + reply("network(140)", "b")],
    ["a wait and a timer", reply("network(100)", "a") + timer(120, "b")],
    ["a wait after a wait", `${reply("network(100).then(() => disk(100))", "a")}${reply("network(230)", "b")}`],
    [
      "in an async function",
      `async function visit(name) { await network(100); console.log(name); }
visit("a");
visit("b");`,
    ],
  ])("%s", (_, source) => {
    expect(run(source).guaranteed).toBe(false);
  });
});

describe("the order is guaranteed", () => {
  test.each([
    ["between waits that end 50 ms apart", reply("network(100)", "a") + reply("network(150)", "b")],
    ["between a wait and a timer that end 50 ms apart", reply("network(100)", "a") + timer(150, "b")],
    ["between waits of which one begins when the other has ended", reply("network(100).then(() => disk(10))", "a")],
    ["between timers of the same delay", timer(100, "a") + timer(100, "b")],
    ["between timers with delays that are far apart", timer(120, "b") + timer(100, "a")],
  ])("%s", (_, source) => {
    const { guaranteed, output } = run(source);
    expect(guaranteed).toBe(true);
    expect(output).toEqual(["a", "b"].slice(0, output.length));
  });
});

test("the first printed line takes longer than the millisecond by which a later timer is due sooner", () => {
  const decided = run(`${timer(101, "a")} console.log("first"); ${timer(100, "b")}`);
  expect(decided).toMatchObject({ guaranteed: true, output: ["first", "a", "b"] });
  const open = run(`console.log("first"); ${timer(101, "a")} ${timer(100, "b")}`);
  expect(open.guaranteed).toBe(false);
});
