"use strict";
// Loaded last before a program by `--require`: how long it runs, without what Node needs to start.

const { performance } = require("node:perf_hooks");
const { writeSync } = require("node:fs");

const start = performance.now();
process.on("exit", () => writeSync(2, `\nelapsed ${performance.now() - start}\n`));
