import { toNumber } from "../convert.ts";
import { knownNames } from "../known-names.ts";
import { addMethod, addMethods, datePrototype, functionPrototype, native, objectPrototype } from "../prototypes.ts";
import { BuiltinObject, DateValue, NativeFunction } from "../values.ts";

/** Virtual time begins at a fixed moment, so that a program that prints it shows the same everywhere. */
const firstMoment = Date.UTC(2024, 0, 1);

/** The global `Date`, as far as it tells the time now. */
export const dateConstructor = new NativeFunction(
  "Date",
  7,
  (agent, _self, args, newTarget) => {
    if (newTarget === null) return agent.refuse("chance", "The date as text differs from run to run.");
    const given = args[0];
    if (args.length > 1 || typeof given === "string") return agent.refuse("unsupported", "A date of the calendar.");
    return new DateValue(
      datePrototype,
      given === undefined ? firstMoment + Math.floor(agent.readClock()) : toNumber(agent, given),
    );
  },
  functionPrototype,
  true,
);
dateConstructor.properties.set("prototype", { value: datePrototype, enumerable: false, writable: false });
datePrototype.define("constructor", dateConstructor, false);
addMethods(dateConstructor, { now: [0, (agent) => firstMoment + Math.floor(agent.readClock())] });
addMethods(datePrototype, {
  getTime: [0, (_agent, self) => (self instanceof DateValue ? self.time : Number.NaN)],
});
addMethod(datePrototype, "valueOf", 0, (_agent, self) => (self instanceof DateValue ? self.time : Number.NaN));
const toPrimitive = native("[Symbol.toPrimitive]", 1, (agent, self, [hint]) => {
  if (hint !== "number" || !(self instanceof DateValue))
    return agent.refuse("chance", "The date as text differs from run to run.");
  return self.time;
});
datePrototype.define(Symbol.toPrimitive, toPrimitive, false);

/** The global `performance`: milliseconds since the program began. */
export const performanceObject = new BuiltinObject(
  new BuiltinObject(objectPrototype, knownNames["Performance.prototype"], "performance"),
  knownNames.performance,
  "performance",
);
addMethods(performanceObject, { now: [0, (agent) => agent.readClock()] });
