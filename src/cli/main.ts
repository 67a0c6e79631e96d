#!/usr/bin/env node
import { dirname } from "node:path";
import { openBuiltProgram } from "./built-program.ts";

openBuiltProgram(dirname(import.meta.dirname)).load("cli/program.js");
