/** This file is one table: for each misconception, a program for which no other misconception predicts the same. */
export interface WitnessProgram {
  readonly id: string;
  /** How the prediction differs: in the output or in the duration. */
  readonly shows: "output" | "time";
  readonly module?: "module";
  readonly source: string;
}

export const witnessPrograms: readonly WitnessProgram[] = [
  {
    id: "async-speeds-up-cpu",
    shows: "time",
    source: `async function work() { diskSync(100); cpu(200); }
work();
work();`,
  },
  {
    id: "async-means-parallel",
    shows: "time",
    source: `async function work(ms) { diskSync(100); cpu(ms); }
work(200);
work(300);`,
  },
  {
    id: "waits-always-add",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 200);
network(150).then(() => console.log("slow"));
network(50).then(() => console.log("fast"));
console.log("end");`,
  },
  {
    id: "waiting-uses-the-thread",
    shows: "output",
    source: `network(50).then(() => console.log("answer"));
setTimeout(() => console.log("timer"), 20);
console.log("end");
setTimeout(() => console.log("late"), 5);`,
  },
  {
    id: "everything-in-code-order",
    shows: "output",
    source: `async function f() { console.log("a"); await null; console.log("b"); }
setTimeout(() => console.log("timer"), 0);
f();
Promise.resolve().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "async-await-is-asynchrony",
    shows: "output",
    source: `async function f() { console.log("a"); await null; console.log("b"); }
setTimeout(() => console.log("timer"), 0);
f();
Promise.resolve().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "timeout-zero-runs-now",
    shows: "output",
    source: `setTimeout(() => console.log("zero"), 0);
setTimeout(() => console.log("later"), 50);
Promise.resolve().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "settimeout-is-sleep",
    shows: "output",
    source: `setTimeout(() => console.log("later"), 50);
Promise.resolve().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "delay-starts-after-script",
    shows: "time",
    source: `setTimeout(() => {}, 100);
setTimeout(() => {}, 50);
cpu(300);`,
  },
  {
    id: "timer-interrupts-code",
    shows: "output",
    source: `setTimeout(() => { cpu(200); console.log("timer"); }, 50);
console.log("start");
cpu(200);
console.log("end");`,
  },
  {
    id: "timers-fire-in-code-order",
    shows: "output",
    source: `const now = () => Math.round(performance.now() / 20) * 20;
setTimeout(() => console.log("long", now()), 100);
setTimeout(() => console.log("short", now()), 20);`,
  },
  {
    id: "callback-means-async",
    shows: "output",
    source: `[1, 2].forEach((n) => console.log(n));
console.log("end");`,
  },
  {
    id: "value-ready-on-next-line",
    shows: "output",
    source: `let user = "nobody";
network(50, "Ada").then((name) => { user = name; });
console.log(user);
process.nextTick(() => console.log("tick"));
console.log("end");`,
  },
  {
    id: "sync-call-in-async-fn-is-fine",
    shows: "output",
    source: `async function load() { console.log("start"); diskSync(100); console.log("loaded"); }
load();
cpu(200);
console.log("end");`,
  },
  {
    id: "try-catch-reaches-timer",
    shows: "output",
    source: `try {
  setTimeout(() => { throw new Error("late"); }, 10);
} catch (error) {
  console.log("caught", error.message);
}
console.log("end");`,
  },
  {
    id: "executor-is-async",
    shows: "output",
    source: `new Promise((resolve) => { console.log("executor"); resolve(); });
console.log("end");
queueMicrotask(() => console.log("micro"));`,
  },
  {
    id: "resolve-stops-executor",
    shows: "output",
    source: `new Promise((resolve) => {
  resolve(1);
  console.log("after resolve");
}).then((v) => console.log(v));`,
  },
  {
    id: "promise-can-settle-twice",
    shows: "output",
    source: `new Promise((resolve) => { resolve("first"); resolve("second"); }).then((v) => console.log(v));`,
  },
  {
    id: "promise-is-lazy",
    shows: "output",
    source: `const p = new Promise((resolve) => { console.log("work"); resolve("done"); });
console.log("made");
p.then((v) => console.log(v));
console.log("end");`,
  },
  {
    id: "then-runs-now-if-resolved",
    shows: "output",
    source: `const slow = new Promise((resolve) => setTimeout(resolve, 10));
slow.then(() => console.log("slow"));
Promise.resolve().then(() => console.log("ready"));
console.log("end");`,
  },
  {
    id: "chain-runs-in-one-go",
    shows: "output",
    source: `let a, b;
new Promise((resolve) => { a = resolve; }).then(() => console.log("a1")).then(() => console.log("a2"));
new Promise((resolve) => { b = resolve; }).then(() => console.log("b1")).then(() => console.log("b2"));
setTimeout(() => { a(); b(); }, 20);
console.log("end");`,
  },
  {
    id: "fork-is-chain",
    shows: "output",
    source: `const p = Promise.resolve(1);
p.then((v) => v + 1).then((v) => console.log("first", v));
p.then((v) => console.log("second", v));`,
  },
  {
    id: "missing-return-still-waits",
    shows: "output",
    source: `Promise.resolve()
  .then(() => {
    new Promise((resolve) => setTimeout(() => { console.log("saved"); resolve(); }, 20));
    console.log("started");
  })
  .then(() => console.log("next"));`,
  },
  {
    id: "returning-a-promise-is-free",
    shows: "output",
    source: `Promise.resolve().then(() => Promise.resolve()).then(() => console.log("a"));
Promise.resolve().then(() => {}).then(() => {}).then(() => {}).then(() => console.log("b"));
Promise.resolve().then(() => {}).then(() => console.log("c"));`,
  },
  {
    id: "then-takes-a-value",
    shows: "output",
    source: `Promise.resolve(1).then(2).then((v) => console.log(v));`,
  },
  {
    id: "catch-ends-the-chain",
    shows: "output",
    source: `Promise.reject(new Error("no"))
  .catch(() => console.log("caught"))
  .then(() => console.log("goes on"));`,
  },
  {
    id: "handlers-run-after-rejection",
    shows: "output",
    source: `Promise.reject(new Error("no"))
  .then(() => console.log("then"))
  .catch(() => console.log("caught"));`,
  },
  {
    id: "second-arg-catches-first",
    shows: "output",
    source: `Promise.resolve()
  .then(() => { throw new Error("no"); }, () => console.log("second"))
  .catch(() => console.log("caught"));`,
  },
  {
    id: "finally-sees-or-changes-value",
    shows: "output",
    source: `Promise.resolve("value").finally((v) => v + "!").then((v) => console.log(v));`,
  },
  {
    id: "unhandled-is-harmless",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 10);
Promise.reject(new Error("no"));
console.log("end");`,
  },
  {
    id: "async-fn-starts-later",
    shows: "output",
    source: `async function f() { console.log("in f"); }
f();
console.log("end");
process.nextTick(() => console.log("tick"));`,
  },
  {
    id: "async-fn-returns-value",
    shows: "output",
    source: `async function answer() { return 42; }
console.log(answer(), typeof network(20, 43));`,
  },
  {
    id: "await-blocks-program",
    shows: "output",
    source: `async function f() { await network(20); return "value"; }
setTimeout(() => console.log("timer"), 50);
console.log(f());`,
  },
  {
    id: "await-skips-if-ready",
    shows: "output",
    source: `async function f() { await null; console.log("after await"); await network(20); console.log("late"); }
f();
console.log("end");`,
  },
  {
    id: "await-costs-three-ticks",
    shows: "output",
    source: `async function f() { await Promise.resolve(); console.log("after await"); }
f();
Promise.resolve().then(() => console.log("1")).then(() => console.log("2")).then(() => console.log("3"));`,
  },
  {
    id: "sequential-awaits-overlap",
    shows: "time",
    source: `async function load() { await network(300); await network(200); }
load();`,
  },
  {
    id: "created-then-awaited-adds",
    shows: "time",
    source: `async function load() {
  const a = worker(300);
  const b = worker(200);
  await a;
  await b;
}
load();
worker(100);`,
  },
  {
    id: "foreach-awaits",
    shows: "output",
    source: `async function all() {
  [1, 2].forEach(async (n) => { await network(20); console.log(n); });
  console.log("done");
}
all();
console.log("end");`,
  },
  {
    id: "try-catch-without-await",
    shows: "output",
    source: `async function load() { throw new Error("no"); }
try {
  load();
  console.log("after call");
} catch {
  console.log("caught");
}`,
  },
  {
    id: "one-queue-for-all",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 0);
Promise.resolve().then(() => console.log("then")).then(() => console.log("then 2"));
setTimeout(() => console.log("timer 2"), 0);
queueMicrotask(() => console.log("micro"));
process.nextTick(() => console.log("tick"));`,
  },
  {
    id: "timers-before-promises",
    shows: "output",
    source: `Promise.resolve().then(() => console.log("then"));
process.nextTick(() => console.log("tick"));
setTimeout(() => console.log("timer"), 0);
console.log("end");`,
  },
  {
    id: "one-microtask-per-turn",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 0);
queueMicrotask(() => console.log("m1"));
queueMicrotask(() => console.log("m2"));`,
  },
  {
    id: "microtasks-cannot-starve",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 0);
let chain = Promise.resolve();
for (let i = 0; i < 15; i++) chain = chain.then(() => {});
chain.then(() => console.log("chain"));
queueMicrotask(() => console.log("m1"));
queueMicrotask(() => console.log("m2"));`,
  },
  {
    id: "microtasks-at-function-end",
    shows: "output",
    source: `function f() { Promise.resolve().then(() => console.log("then")); console.log("in f"); }
f();
console.log("end");`,
  },
  {
    id: "all-timers-then-microtasks",
    shows: "output",
    source: `setTimeout(() => { console.log("t1"); Promise.resolve().then(() => console.log("m1")); }, 20);
setTimeout(() => console.log("t2"), 20);
console.log("end");`,
  },
  {
    id: "nexttick-is-next-loop",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 20);
process.nextTick(() => console.log("tick"));
queueMicrotask(() => console.log("micro"));
console.log("end");`,
  },
  {
    id: "nexttick-jumps-in",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 0);
queueMicrotask(() => { process.nextTick(() => console.log("tick")); console.log("m1"); });
queueMicrotask(() => console.log("m2"));
queueMicrotask(() => console.log("m3"));`,
  },
  {
    id: "esm-same-as-cjs",
    shows: "output",
    module: "module",
    source: `Promise.resolve().then(() => console.log("then"));
process.nextTick(() => console.log("tick"));
console.log("end");`,
  },
  {
    id: "setimmediate-is-immediate",
    shows: "output",
    source: `setImmediate(() => console.log("immediate"));
Promise.resolve().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "zero-timer-always-first",
    shows: "output",
    source: `setTimeout(() => {
  setTimeout(() => console.log("timeout"), 0);
  setImmediate(() => console.log("immediate"));
  queueMicrotask(() => console.log("micro"));
  console.log("callback");
}, 10);`,
  },
  {
    id: "immediate-always-first",
    shows: "output",
    source: `setTimeout(() => console.log("first"), 5);
cpu(10);
setTimeout(() => console.log("timeout"), 0);
setImmediate(() => console.log("immediate"));
Promise.resolve().then(() => console.log("then"));
cpu(10);`,
  },
  {
    id: "nexttick-calls-at-once",
    shows: "output",
    source: `process.nextTick(() => console.log("tick"));
queueMicrotask(() => console.log("microtask"));
setTimeout(() => console.log("timer"), 20);
console.log("end");`,
  },
  {
    id: "microtasks-between-ticks",
    shows: "output",
    source: `process.nextTick(() => console.log("tick 1"));
process.nextTick(() => console.log("tick 2"));
queueMicrotask(() => console.log("microtask"));
const end = () => console.log("end");
end();`,
  },
  {
    id: "ticks-once-per-phase",
    shows: "output",
    source: `setTimeout(() => console.log("timer"), 0);
Promise.resolve().then(() => {
  console.log("promise");
  process.nextTick(() => console.log("tick"));
});
console.log("end");`,
  },
  {
    id: "interval-before-microtasks",
    shows: "output",
    source: `setTimeout(() => {
  queueMicrotask(() => console.log("microtask 1"));
  console.log("timer 1");
}, 20);
setTimeout(() => {
  queueMicrotask(() => console.log("microtask 2"));
  console.log("timer 2");
}, 20);
const beat = setInterval(() => {
  console.log("interval");
  clearInterval(beat);
}, 20);`,
  },
  {
    id: "all-runs-one-by-one",
    shows: "output",
    source: `const job = (name, ms) => new Promise((resolve) => setTimeout(() => { console.log(name); resolve(); }, ms));
Promise.all([job("slow", 60), job("fast", 20)]).then(() => console.log("all"));
setTimeout(() => console.log("timer"), 40);`,
  },
  {
    id: "all-results-by-finish",
    shows: "output",
    source: `Promise.all([network(60, "slow"), network(20, "fast")]).then((v) => console.log(v.join()));`,
  },
  {
    id: "all-failure-cancels",
    shows: "output",
    source: `const job = (name, ms) => new Promise((resolve) => setTimeout(() => { console.log(name); resolve(); }, ms));
Promise.all([job("slow", 60), Promise.reject(new Error("no"))]).catch(() => console.log("failed"));
setTimeout(() => console.log("timer"), 100);`,
  },
  {
    id: "race-cancels-losers",
    shows: "output",
    source: `const job = (name, ms) => new Promise((resolve) => setTimeout(() => { console.log(name); resolve(name); }, ms));
Promise.race([job("slow", 60), job("fast", 20)]).then((v) => console.log("winner", v));`,
  },
  {
    id: "single-thread-means-no-races",
    shows: "output",
    source: `let count = 0;
async function add() { const old = count; await network(20); count = old + 1; }
async function addTwo() { const old = count; await network(20); count = old + 2; }
add();
addTwo();
console.log(count);
setTimeout(() => console.log(count), 100);`,
  },
  {
    id: "program-ends-with-last-line",
    shows: "output",
    source: `console.log("start");
setTimeout(() => console.log("timer"), 50);
network(20).then(() => console.log("reply"));
console.log("end");`,
  },
  {
    id: "unawaited-work-is-dropped",
    shows: "output",
    source: `async function save(name, ms) {
  console.log("save", name);
  await disk(ms);
  console.log(name);
}
async function saveAll() {
  save("copy", 60);
  await save("original", 20);
  console.log("end");
}
saveAll().then(() => console.log("all saved"));
console.log("script");`,
  },
  {
    id: "waits-begin-after-script",
    shows: "output",
    source: `network(50).then(() => console.log("reply"));
network(20).then(() => console.log("other"));
cpu(20);
setTimeout(() => console.log("timer"), 40);
console.log("end");`,
  },
  {
    id: "replies-in-request-order",
    shows: "output",
    source: `setTimeout(() => console.log("timer 1"), 40);
network(60).then(() => console.log("slow"));
network(20).then(() => console.log("fast"));
setTimeout(() => console.log("timer 2"), 30);
setTimeout(() => console.log("timer 3"), 70);`,
  },
  {
    id: "async-calls-queue-up",
    shows: "output",
    source: `async function visit(name) {
  console.log("in", name);
  await network(20);
  console.log("out", name);
}
async function rest() {
  await network(10);
  console.log("rest");
}
visit("Ann");
visit("Bob");
rest();
console.log("end");`,
  },
  {
    id: "listeners-run-later",
    shows: "output",
    source: `const EventEmitter = require("node:events");
const bell = new EventEmitter();
bell.on("ring", () => console.log("listener"));
bell.emit("ring");
console.log("end");`,
  },
  {
    id: "call-result-as-callback",
    shows: "output",
    source: `function show(n) { console.log(n); return () => {}; }
setTimeout(show(1), 20);
setTimeout(show(2), 10);
console.log("end");`,
  },
  {
    id: "var-copied-per-callback",
    shows: "output",
    source: `for (var i = 0; i < 3; i++) setTimeout(() => console.log(i), 10);
console.log("end");`,
  },
  {
    id: "then-runs-without-resolve",
    shows: "output",
    source: `new Promise((resolve) => console.log("executor")).then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "settled-promise-is-missed",
    shows: "output",
    source: `const early = network(20);
async function wait() {
  await network(60);
  console.log("late");
  await early;
  console.log("early");
}
wait();`,
  },
  {
    id: "function-is-its-promise",
    shows: "output",
    source: `const load = async () => console.log("load");
Promise.all([load, load]).then(() => console.log("all"));`,
  },
  {
    id: "one-catch-serves-all",
    shows: "output",
    source: `const p = network(20);
p.then(() => { throw new Error("no"); });
p.then(() => console.log("branch")).catch(() => console.log("other"));
p.catch(() => console.log("caught"));
setTimeout(() => console.log("timer"), 60);`,
  },
  {
    id: "async-fulfils-at-first-await",
    shows: "output",
    source: `async function bake() {
  console.log("start");
  await network(20);
  console.log("rest");
}
bake().then(() => console.log("then"));
console.log("end");`,
  },
  {
    id: "race-handler-for-each",
    shows: "output",
    source: `Promise.race([network(60, "slow"), network(20, "fast")]).then((v) => console.log(v));`,
  },
  {
    id: "all-collects-failures",
    shows: "output",
    source: `Promise.all([network(20, "good"), Promise.reject("bad")]).then(
  (list) => console.log(list.join()),
  (reason) => console.log("failed", reason),
);`,
  },
];
