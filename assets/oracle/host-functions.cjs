"use strict";
// The functions with a declared duration that every program may call, as globals. Loaded by `--require`:
// with `--import` Node would start the program from inside a promise job, which puts microtasks before ticks.

const waited = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

function cpu(ms) {
  const start = process.hrtime.bigint();
  const end = start + BigInt(Math.round(ms * 1e6));
  while (process.hrtime.bigint() < end);
}

function diskSync(ms, value) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return value;
}

const functions = { network: waited, disk: waited, worker: waited, cpu, diskSync };
for (const [name, value] of Object.entries(functions)) {
  // As Node's own globals are defined, so that a program may declare the name itself.
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

// The first line that a program prints would else take 5 to 20 ms, in which a short timer comes due.
require("node:util").inspect([process.stdout.writable]);
