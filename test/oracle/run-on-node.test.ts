import { describe, expect, test } from "vitest";
import { moduleKinds } from "../../src/interpreter/rules/semantics.ts";
import { runningNode } from "../../src/oracle/node-binaries.ts";
import { runOnNode, safetyFlags } from "../../src/oracle/run-on-node.ts";
import { type EventLoopRule, eventLoopRules } from "./event-loop-rules.ts";

const node = runningNode();

/** Prints the value of an expression, or the code or name of the error that it throws. */
const attempt = (expression: string) =>
  `try { console.log(${expression}); } catch (error) { console.log(error.code ?? error.name); }`;

describe("each rule of the event loop holds on this Node", () => {
  const expectOnNode = async ({ source, module, lines, exitCode }: EventLoopRule) =>
    expect(await runOnNode(source, module, node)).toMatchObject({ type: "ended", lines, exitCode });
  const named = (rule: EventLoopRule) => [`${rule.rule} (${rule.module})`, rule] as const;
  const measuresTime = ({ source }: EventLoopRule) => /\b(performance|Date)\.now\b/.test(source);

  test.each(eventLoopRules.filter((rule) => !measuresTime(rule)).map(named))("%s", (_, rule) => expectOnNode(rule));

  // A busy machine is late now and then.
  test.each(eventLoopRules.filter(measuresTime).map(named))("%s", { retry: 5 }, (_, rule) => expectOnNode(rule));
});

describe.each(moduleKinds)("a program run as %s", (module) => {
  const loads =
    module === "commonjs"
      ? (name: string) => `require("${name}")`
      : (name: string) => `process.getBuiltinModule("${name}")`;

  test.each([
    ["makes no code from strings", 'eval("1")', "EvalError"],
    ["makes no function from a string", 'new Function("return 1")()', "EvalError"],
    ["reads nothing outside its folder", `${loads("fs")}.readFileSync("/etc/hosts", "utf8")`, "ERR_ACCESS_DENIED"],
    ["writes nothing", `${loads("fs")}.writeFileSync("note.txt", "x")`, "ERR_ACCESS_DENIED"],
    ["starts no process", `${loads("child_process")}.spawnSync("true").status`, "ERR_ACCESS_DENIED"],
    ["starts no worker", `new (${loads("worker_threads")}.Worker)("x", { eval: true }) && 1`, "ERR_ACCESS_DENIED"],
    ["sees no environment", "Object.keys(process.env).length", "0"],
    ["sees a folder of its own with itself alone", `${loads("fs")}.readdirSync(process.cwd()).length`, "1"],
  ])("%s", async (_, expression, printed) => {
    expect(await runOnNode(attempt(expression), module, node)).toMatchObject({ lines: [printed], exitCode: 0 });
  });

  test("is ended at its time limit, and what it had printed is returned", async () => {
    const limits = { timeMs: 1500, outputBytes: 1000 };
    const outcome = await runOnNode('console.log("a"); for (;;);', module, node, { limits });
    expect(outcome).toEqual({ type: "time-limit", lines: ["a"] });
  });

  test("is ended when it prints too much", async () => {
    const outcome = await runOnNode('for (;;) console.log("a");', module, node, {
      limits: { timeMs: 10_000, outputBytes: 5000 },
    });
    expect(outcome.type).toBe("output-limit");
    expect(outcome.lines.length).toBeLessThanOrEqual(2500);
  });

  test("may declare the names of the host functions itself", async () => {
    const source = "const network = 1; function cpu() { return 2; } console.log(network, cpu(), typeof disk);";
    expect(await runOnNode(source, module, node)).toMatchObject({ lines: ["1 2 function"], exitCode: 0 });
  });
});

test("the host functions wait, block, and return their value", { retry: 5 }, async () => {
  const source = `
    const start = performance.now();
    const passed = () => Math.floor((performance.now() - start) / 40);
    network(40, "n").then((v) => console.log(v, passed()));
    disk(80).then((v) => console.log(v, passed()));
    worker(400, [1]).then((v) => console.log(v));
    cpu(20); console.log(diskSync(140, "s"), passed());
  `;
  expect(await runOnNode(source, "commonjs", node)).toMatchObject({ lines: ["s 4", "n 4", "undefined 4", "[ 1 ]"] });
});

test.each([
  ["20.20.2", "--experimental-permission"],
  ["22.12.0", "--experimental-permission"],
  ["22.13.0", "--permission"],
  ["24.0.0", "--permission"],
])("Node %s accepts %s", (version, flag) => {
  expect(safetyFlags(version, "/folder")).toContain(flag);
});
