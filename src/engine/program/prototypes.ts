import { BuiltinObject, type NativeBody, NativeFunction, type ObjectValue } from "./values.ts";

/** The objects that the values of the language inherit from. They never change: a program may not write to them. */
export const objectPrototype = new BuiltinObject(null, Object.prototype, "Object.prototype");
const inherited = (host: object, label: string) => new BuiltinObject(objectPrototype, host, label);

export const functionPrototype = inherited(Function.prototype, "Function.prototype");
export const arrayPrototype = inherited(Array.prototype, "Array.prototype");
export const stringPrototype = inherited(String.prototype, "String.prototype");
export const numberPrototype = inherited(Number.prototype, "Number.prototype");
export const booleanPrototype = inherited(Boolean.prototype, "Boolean.prototype");
export const symbolPrototype = inherited(Symbol.prototype, "Symbol.prototype");
export const promisePrototype = inherited(Promise.prototype, "Promise.prototype");
export const mapPrototype = inherited(Map.prototype, "Map.prototype");
export const setPrototype = inherited(Set.prototype, "Set.prototype");
export const datePrototype = inherited(Date.prototype, "Date.prototype");
export const errorPrototype = inherited(Error.prototype, "Error.prototype");
export const timerPrototype = inherited({ ref: 0, unref: 0, hasRef: 0, refresh: 0, close: 0 }, "Timeout");

const iteratorHost = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object;
export const iteratorPrototype = inherited(iteratorHost, "Iterator.prototype");
const generatorHost = Object.getPrototypeOf(function* () {}.prototype) as object;
export const generatorPrototype = new BuiltinObject(iteratorPrototype, generatorHost, "Generator.prototype");
const asyncGeneratorHost = Object.getPrototypeOf(async function* () {}.prototype) as object;
export const asyncGeneratorPrototype = inherited(asyncGeneratorHost, "AsyncGenerator.prototype");

/** A function of the language. */
export function native(name: string, length: number, body: NativeBody): NativeFunction {
  return new NativeFunction(name, length, body, functionPrototype);
}

/** Gives an object of the language its methods. */
export function addMethods(
  target: ObjectValue,
  methods: Readonly<Record<string, readonly [number, NativeBody]>>,
): void {
  for (const [name, [length, body]] of Object.entries(methods)) addMethod(target, name, length, body);
}

/** One method; those that every object of the host has too would be taken for its own in a record. */
export function addMethod(target: ObjectValue, name: string, length: number, body: NativeBody): void {
  target.define(name, native(name, length, body), false);
}

/** `this` of a sloppy function that is called plainly. */
export const globalObject = new BuiltinObject(null, globalThis, "globalThis");
