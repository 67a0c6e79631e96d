// One table: what Node and the language do, rule by rule, each with a program that shows it.
/** A rule of the language or of Node, shown by a program that prints the same on every supported Node. */
export interface EventLoopRule {
  readonly rule: string;
  readonly module: "commonjs" | "module";
  readonly source: string;
  readonly lines: readonly string[];
  readonly exitCode: number;
}

type Row = readonly [rule: string, source: string, printed: string, exitCode?: number];

/** Printed lines are separated by spaces here; no program of the table prints a space within a line. */
const rows = (module: "commonjs" | "module", table: readonly Row[]): EventLoopRule[] =>
  table.map(([rule, source, printed, exitCode = 0]) => ({
    rule,
    module,
    source,
    lines: printed === "" ? [] : printed.split(" "),
    exitCode,
  }));

/**
 * Counts microtask rounds: `at(label)` prints the label with the round in which it is called.
 * The counting job is queued first, so that it comes first in each round.
 */
const rounds = `
let round = 0;
(function count() { queueMicrotask(() => { round++; if (round < 12) count(); }); })();
const at = (label = "f") => console.log(label + "@" + round);
`;

const counted = (source: string) => `${rounds}${source}`;

const language: readonly Row[] = [
  [
    "R01 code runs to its end, however late a timer is",
    'setTimeout(() => console.log("timer"), 1); cpu(30); console.log("end");',
    "end timer",
  ],
  [
    "R02 reactions, queueMicrotask and await share one queue",
    'Promise.resolve().then(() => console.log("a")); queueMicrotask(() => console.log("b"));\n' +
      '(async () => { await 0; console.log("c"); })(); Promise.resolve().then(() => console.log("d"));',
    "a b c d",
  ],
  [
    "R03 microtasks are drained before a timer, new ones too",
    'setTimeout(() => console.log("timer"));\n' +
      'queueMicrotask(() => { console.log("m1"); queueMicrotask(() => { console.log("m2"); queueMicrotask(() => console.log("m3")); }); });',
    "m1 m2 m3 timer",
  ],
  [
    "R11 the executor runs at once, and goes on after resolve",
    "console.log(1); new Promise((done) => { console.log(2); done(); console.log(3); }).then(() => console.log(5)); console.log(4);",
    "1 2 3 4 5",
  ],
  [
    "R12 an async function runs at once to its first await",
    "async function go() { console.log(2); await 0; console.log(4); }\nconsole.log(1); go(); console.log(3);",
    "1 2 3 4",
  ],
  ["R13 then on a settled promise", counted("Promise.resolve().then(() => at());"), "f@1"],
  ["R13 a then without a handler costs a round", counted("Promise.resolve().then().then(() => at());"), "f@2"],
  ["R13 a rejection passes a then in one round", counted("Promise.reject(1).then(() => {}).catch(() => at());"), "f@2"],
  ["R14 await of a value", counted("(async () => { await 1; at(); })();"), "f@1"],
  ["R14 await of a promise", counted("(async () => { await Promise.resolve(); at(); })();"), "f@1"],
  ["R14 await of an await", counted("(async () => { await await Promise.resolve(); at(); })();"), "f@2"],
  ["R14 await of a rejection", counted("(async () => { try { await Promise.reject(1); } catch { at(); } })();"), "f@1"],
  ["R15 await of a thenable", counted("(async () => { await { then(done) { done(); } }; at(); })();"), "f@2"],
  ["R16 resolved with a promise", counted("new Promise((done) => done(Promise.resolve())).then(() => at());"), "f@3"],
  [
    "R16 resolved with a rejected promise",
    counted("new Promise((done) => done(Promise.reject(1))).catch(() => at());"),
    "f@3",
  ],
  [
    "R16 resolved with a thenable",
    counted("new Promise((done) => done({ then(go) { go(); } })).then(() => at());"),
    "f@2",
  ],
  ["R17 a handler returns a value", counted("Promise.resolve().then(() => 1).then(() => at());"), "f@2"],
  [
    "R17 a handler returns a promise",
    counted("Promise.resolve().then(() => Promise.resolve()).then(() => at());"),
    "f@4",
  ],
  [
    "R17 a handler returns a thenable",
    counted("Promise.resolve().then(() => ({ then(go) { go(); } })).then(() => at());"),
    "f@3",
  ],
  ["R18 an async function returns a value", counted("(async () => 1)().then(() => at());"), "f@1"],
  ["R18 an async function returns a promise", counted("(async () => Promise.resolve())().then(() => at());"), "f@3"],
  [
    "R18 an async function returns an awaited promise",
    counted("(async () => await Promise.resolve())().then(() => at());"),
    "f@2",
  ],
  ["R18 an async function throws", counted("(async () => { throw 1; })().catch(() => at());"), "f@1"],
  [
    "R18 await of a call that returns a promise",
    counted("(async () => { await (async () => Promise.resolve())(); at(); })();"),
    "f@3",
  ],
  [
    "R20 Promise.resolve gives a promise back",
    "const p = Promise.resolve(); console.log(Promise.resolve(p) === p);",
    "true",
  ],
  ["R20 Promise.resolve of a thenable", counted("Promise.resolve({ then(go) { go(); } }).then(() => at());"), "f@2"],
  ["R21 finally", counted('Promise.resolve().finally(() => at("g")).then(() => at());'), "g@1 f@4"],
  ["R21 finally of a rejection", counted("Promise.reject(1).finally(() => {}).catch(() => at());"), "f@4"],
  ["R21 finally passes the value on", "Promise.resolve(1).finally(() => 2).then((v) => console.log(v));", "1"],
  [
    "R21 a throw in finally replaces the value",
    "Promise.resolve(1).finally(() => { throw 2; }).catch((e) => console.log(e));",
    "2",
  ],
  ["R22 all of nothing", counted("Promise.all([]).then(() => at());"), "f@1"],
  ["R22 all of values", counted("Promise.all([1, 2]).then(() => at());"), "f@2"],
  ["R22 all of a thenable", counted("Promise.all([{ then(go) { go(); } }]).then(() => at());"), "f@3"],
  ["R22 all with a rejection", counted("Promise.all([Promise.reject(1), 2]).catch(() => at());"), "f@2"],
  ["R22 all of an all", counted("Promise.all([Promise.all([1])]).then(() => at());"), "f@3"],
  ["R22 allSettled", counted("Promise.allSettled([Promise.reject(1)]).then(() => at());"), "f@2"],
  ["R22 race", counted("Promise.race([Promise.resolve(), 2]).then(() => at());"), "f@2"],
  ["R22 race of nothing", counted('Promise.race([]).then(() => at()); console.log("end");'), "end"],
  ["R22 any", counted("Promise.any([Promise.reject(1), 2]).then(() => at());"), "f@2"],
  ["R22 any of rejections", counted("Promise.any([Promise.reject(1), Promise.reject(2)]).catch(() => at());"), "f@2"],
  [
    "R23 all keeps the order of its input",
    'Promise.all([network(60, "a"), network(20, "b")]).then((all) => console.log(all.join()));',
    "a,b",
  ],
  [
    "R23 a failure cancels nothing",
    "const job = (name, ms, fails) => new Promise((done, fail) => setTimeout(() => { console.log(name); fails ? fail(name) : done(name); }, ms));\n" +
      'Promise.all([job("a", 20, true), job("b", 60)]).catch((e) => console.log("failed:" + e));',
    "a failed:a b",
  ],
  [
    "R23 race cancels nothing",
    'network(100).then(() => console.log("slow")); Promise.race([network(20, "fast"), network(100)]).then(console.log);',
    "fast slow",
  ],
  [
    "R24 the first settling counts",
    "new Promise((done, fail) => { done(1); done(2); fail(3); throw 4; }).then(console.log);",
    "1",
  ],
  [
    "R24 resolved with a pending promise is settled by no other",
    'new Promise((done, fail) => { done(new Promise(() => {})); fail(1); }).then(console.log, console.log); console.log("end");',
    "end",
  ],
  [
    "R25 the second handler sees nothing of the first",
    'Promise.resolve().then(() => { throw 1; }, () => console.log("second")).catch(() => console.log("catch")).then(() => console.log("on"));',
    "catch on",
  ],
  [
    "R26 += reads before it awaits",
    "let x = 0; (async () => { x += await 5; console.log(x); })(); x += 1; console.log(x);",
    "1 5",
  ],
  [
    "R27 for await over values",
    counted('(async () => { for await (const x of [1, 2]) at(x); at("end"); })();'),
    "1@2 2@4 end@6",
  ],
  [
    "R27 for await over promises",
    counted('(async () => { for await (const x of [Promise.resolve(1), Promise.resolve(2)]) at(x); at("end"); })();'),
    "1@2 2@4 end@6",
  ],
];

const loop: readonly Row[] = [
  [
    "R07 a tick from a microtask waits for all microtasks",
    'Promise.resolve().then(() => { process.nextTick(() => console.log("tick")); console.log("m1"); }).then(() => console.log("m2"));',
    "m1 m2 tick",
  ],
  [
    "R08 after a timer come ticks, then microtasks",
    'setTimeout(() => { Promise.resolve().then(() => console.log("micro")); process.nextTick(() => console.log("tick")); console.log("timer"); });',
    "timer tick micro",
  ],
  [
    "R09 both are drained between two timers",
    'setTimeout(() => { console.log("t1"); queueMicrotask(() => console.log("m1")); process.nextTick(() => console.log("n1")); }); setTimeout(() => console.log("t2"));',
    "t1 n1 m1 t2",
  ],
  [
    "R10 and between two immediates",
    'setImmediate(() => { console.log("i1"); queueMicrotask(() => console.log("m1")); process.nextTick(() => console.log("n1")); }); setImmediate(() => console.log("i2"));',
    "i1 n1 m1 i2",
  ],
  [
    "R27a delays below 1, missing, no number or too long are 1",
    'setTimeout(console.log, 1, "a"); setTimeout(console.log, 0, "b"); setTimeout(console.log, -5, "c"); setTimeout(console.log, 3e9, "d"); setTimeout(console.log, 1.9, "e"); setTimeout(console.log, "x", "f");',
    "a b c d e f",
  ],
  [
    "R27b a delay counts from the call",
    "const start = performance.now(); setTimeout(() => console.log(performance.now() - start < 300), 200); cpu(150);",
    "true",
  ],
  [
    "R27t a due list of one delay is emptied before the next",
    'setTimeout(console.log, 40, "a"); setTimeout(console.log, 20, "b"); cpu(80); setTimeout(console.log, 20, "c"); cpu(80);',
    "b c a",
  ],
  [
    "R27d a timer set by a timer comes after those that wait",
    "setTimeout(() => { console.log(1); setTimeout(() => console.log(3)); }); setTimeout(() => console.log(2));",
    "1 2 3",
  ],
  [
    "R28d in a timer, the immediate comes first",
    'setTimeout(() => { setTimeout(() => console.log("timer")); setImmediate(() => console.log("immediate")); });',
    "immediate timer",
  ],
  [
    "R28d also where the timer is due by then",
    'setTimeout(() => { setTimeout(() => console.log("timer")); setImmediate(() => console.log("immediate")); cpu(20); });',
    "immediate timer",
  ],
  [
    "R28e after a busy immediate, the due timer comes first",
    'setImmediate(() => { setTimeout(() => console.log("timer")); setImmediate(() => console.log("immediate")); cpu(20); });',
    "timer immediate",
  ],
  [
    "R29 an immediate set by an immediate waits a turn",
    'setImmediate(() => { console.log("i1"); setImmediate(() => console.log("i3")); }); setImmediate(() => console.log("i2"));',
    "i1 i2 i3",
  ],
  [
    "R30 a rejection without a handler ends the program after the microtasks",
    'setTimeout(() => console.log("never")); Promise.reject(1); queueMicrotask(() => console.log("micro")); console.log("end");',
    "end micro",
    1,
  ],
  [
    "R30 a handler from a microtask is in time",
    'const p = Promise.reject(1); queueMicrotask(() => p.catch(() => console.log("caught")));',
    "caught",
  ],
  [
    "R30 and from a tick",
    'const p = Promise.reject(1); process.nextTick(() => p.catch(() => console.log("caught")));',
    "caught",
  ],
  [
    "R30 and from a tick of a microtask",
    'const p = Promise.reject(1); queueMicrotask(() => process.nextTick(() => p.catch(() => console.log("caught"))));',
    "caught",
  ],
  [
    "R30 from a timer it is too late",
    'const p = Promise.reject(1); setTimeout(() => p.catch(() => console.log("never")));',
    "",
    1,
  ],
  [
    "R30 each branch needs its handler",
    'const p = Promise.reject(1); p.catch(() => console.log("here")); p.then(() => {});',
    "here",
    1,
  ],
  [
    "R31 only an awaited rejection is caught",
    'const bad = () => Promise.reject(1);\nconst a = async () => { try { return bad(); } catch { return "a:caught"; } };\nconst b = async () => { try { return await bad(); } catch { return "b:caught"; } };\na().catch(() => "a:escaped").then(console.log); b().then(console.log);',
    "b:caught a:escaped",
  ],
  [
    "R32 a try does not reach a timer",
    'try { setTimeout(() => { throw 1; }); console.log("end"); } catch { console.log("never"); }',
    "end",
    1,
  ],
  [
    "R33 microtasks hold up timers as long as they go on",
    "let n = 0; setTimeout(() => console.log(n)); (function again() { if (++n < 2000) queueMicrotask(again); })();",
    "2000",
  ],
  [
    "R34 an interval counts from its start, not its end",
    "const start = performance.now(); let n = 0; const timer = setInterval(() => { cpu(40); if (++n < 4) return; clearInterval(timer); const t = performance.now() - start; console.log(t >= 390 && t < 460); }, 100);",
    "true",
  ],
  [
    "R20 a wait is fulfilled with what its value, a promise, comes to",
    "network(20, Promise.resolve(network(20, 'n'))).then((v) => console.log(v));",
    "n",
  ],
  ["R36 a callback is not later by itself", "[1, 2].forEach((n) => console.log(n)); console.log(3);", "1 2 3"],
];

export const eventLoopRules: readonly EventLoopRule[] = [
  // What the language defines is the same in both kinds of file, so these alternate, because each program is a process
  // of its own.
  ...rows(
    "commonjs",
    language.filter((_, index) => index % 2 === 0),
  ),
  ...rows(
    "module",
    language.filter((_, index) => index % 2 === 1),
  ),
  ...rows("commonjs", loop),
  ...rows("commonjs", [
    [
      "R05 after a CommonJS file: ticks, then microtasks",
      'queueMicrotask(() => console.log("micro")); process.nextTick(() => console.log("tick")); console.log("end");',
      "end tick micro",
    ],
    [
      "R07 all ticks come before the microtasks",
      'process.nextTick(() => { console.log("t1"); queueMicrotask(() => console.log("m")); process.nextTick(() => console.log("t3")); }); process.nextTick(() => console.log("t2"));',
      "t1 t2 t3 m",
    ],
    [
      "R28b a timer due at the end of the file comes before the immediate",
      'setTimeout(() => console.log("timer")); setImmediate(() => console.log("immediate")); cpu(20);',
      "timer immediate",
    ],
    [
      "R35 a promise that never settles keeps nothing alive",
      '(async () => { console.log("a"); await new Promise(() => {}); console.log("never"); })();',
      "a",
    ],
  ]),
  ...rows("module", [
    [
      "R06 after an ES module: microtasks, then ticks",
      'queueMicrotask(() => console.log("micro")); process.nextTick(() => console.log("tick")); console.log("end");',
      "end micro tick",
    ],
    [
      "R06 also after an await of the module",
      'process.nextTick(() => console.log("t1")); queueMicrotask(() => console.log("m1")); await 0; console.log("on"); process.nextTick(() => console.log("t2")); queueMicrotask(() => console.log("m2"));',
      "m1 on m2 t1 t2",
    ],
    [
      "R06 also after an await of a timer",
      'await network(20); process.nextTick(() => console.log("tick")); queueMicrotask(() => console.log("micro")); console.log("end");',
      "end micro tick",
    ],
    [
      "R08 after a timer come ticks first, in a module too",
      'setTimeout(() => { queueMicrotask(() => console.log("micro")); process.nextTick(() => console.log("tick")); });',
      "tick micro",
    ],
    [
      "R30 a handler from a tick is in time, in a module too",
      'const p = Promise.reject(1); process.nextTick(() => p.catch(() => console.log("caught")));',
      "caught",
    ],
    [
      "R35 an await of the module that never settles: exit code 13",
      'console.log("a"); await new Promise(() => {}); console.log("never");',
      "a",
      13,
    ],
  ]),
];
