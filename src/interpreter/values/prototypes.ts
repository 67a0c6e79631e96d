import { hostGlobals, knownNames, names } from "../rules/known-names.ts";
import { type NativeBody, NativeFunction } from "./agent.ts";
import { BuiltinObject, type ObjectValue } from "./values.ts";

/** The built-in prototypes. All runs share them, so a program may not change them. */
export const objectPrototype = new BuiltinObject(null, knownNames["Object.prototype"], "Object.prototype");
const inherited = (label: keyof typeof knownNames) => new BuiltinObject(objectPrototype, knownNames[label], label);

export const functionPrototype = inherited("Function.prototype");
export const arrayPrototype = inherited("Array.prototype");
export const stringPrototype = inherited("String.prototype");
export const numberPrototype = inherited("Number.prototype");
export const booleanPrototype = inherited("Boolean.prototype");
export const symbolPrototype = inherited("Symbol.prototype");
export const promisePrototype = inherited("Promise.prototype");
export const mapPrototype = inherited("Map.prototype");
export const setPrototype = inherited("Set.prototype");
export const datePrototype = inherited("Date.prototype");
export const errorPrototype = inherited("Error.prototype");
export const iteratorPrototype = inherited("Iterator.prototype");
const generatorNames = knownNames["Generator.prototype"];
export const generatorPrototype = new BuiltinObject(iteratorPrototype, generatorNames, "Generator.prototype");
export const asyncGeneratorPrototype = inherited("AsyncGenerator.prototype");

const timerNames = names("ref unref hasRef refresh close");
export const timerPrototype = new BuiltinObject(objectPrototype, timerNames, "Timeout");

export function native(name: string, length: number, body: NativeBody): NativeFunction {
  return new NativeFunction(name, length, body, functionPrototype);
}

export function addMethods(
  target: ObjectValue,
  methods: Readonly<Record<string, readonly [number, NativeBody]>>,
): void {
  for (const [name, [length, body]] of Object.entries(methods)) addMethod(target, name, length, body);
}

/** Adds one method. Needed for names such as `toString`, which a record of the host inherits. */
export function addMethod(target: ObjectValue, name: string, length: number, body: NativeBody): void {
  target.define(name, native(name, length, body), false);
}

/** `this` of a sloppy function that is called without a receiver. */
export const globalObject = new BuiltinObject(null, hostGlobals, "globalThis");
