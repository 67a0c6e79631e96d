import { promiseConstructor } from "../promises/promise-constructor.ts";
import type { ModuleKind } from "../rules/semantics.ts";
import { toNumber } from "../values/convert.ts";
import { errorConstructors } from "../values/error-value.ts";
import { native, objectPrototype } from "../values/prototypes.ts";
import { Scope } from "../values/scope.ts";
import { ObjectValue, type Value } from "../values/values.ts";
import "../promises/promise-methods.ts";
import "../execution/generators.ts";
import { arrayConstructor } from "./arrays.ts";
import { mapConstructor, setConstructor } from "./collections.ts";
import { consoleObject } from "./console.ts";
import { ownFile } from "./files.ts";
import { json, math } from "./math-and-json.ts";
import { processObject, requireFunction } from "./modules.ts";
import { objectConstructor } from "./objects.ts";
import {
  booleanConstructor,
  numberConstructor,
  parseFloatFunction,
  parseIntFunction,
  stringConstructor,
  symbolConstructor,
} from "./texts.ts";
import { dateConstructor, hostFunctions, performanceObject, timerFunctions } from "./timers.ts";

const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["console", consoleObject],
  ["process", processObject],
  ["performance", performanceObject],
  ["Promise", promiseConstructor],
  ["Math", math],
  ["JSON", json],
  ["Object", objectConstructor],
  ["Array", arrayConstructor],
  ["String", stringConstructor],
  ["Number", numberConstructor],
  ["Boolean", booleanConstructor],
  ["Symbol", symbolConstructor],
  ["Map", mapConstructor],
  ["Set", setConstructor],
  ["Date", dateConstructor],
  ["parseInt", parseIntFunction],
  ["parseFloat", parseFloatFunction],
  ["isNaN", native("isNaN", 1, (agent, _self, [value]) => Number.isNaN(toNumber(agent, value)))],
  ["isFinite", native("isFinite", 1, (agent, _self, [value]) => Number.isFinite(toNumber(agent, value)))],
  ...errorConstructors,
  ...Object.entries(timerFunctions),
  ...Object.entries(hostFunctions),
]);

/** The names of the supported globals. */
export const globalNames: ReadonlySet<string> = new Set(globals.keys());

/** Names that only a CommonJS file has. */
export const commonJsNames: ReadonlySet<string> = new Set(["require", "module", "exports", "__filename", "__dirname"]);

const language = new Scope(null);
for (const [name, value] of globals) language.declare(name, value, true);

/** Creates the scopes around a file. */
export function globalScope(module: ModuleKind): Scope {
  const file = new Scope(language);
  if (module === "module") return new Scope(file);
  const exported = new ObjectValue(objectPrototype);
  const moduleValue = new ObjectValue(objectPrototype);
  moduleValue.define("exports", exported);
  file.declare("module", moduleValue);
  file.declare("exports", exported);
  file.declare("require", requireFunction);
  file.declare("__filename", ownFile);
  file.declare("__dirname", "/");
  return new Scope(file);
}
