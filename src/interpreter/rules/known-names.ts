/**
 * This file is one table: the properties of the objects of the language and of Node. Reading one that is listed here
 * but not supported is refused. One that is not listed is `undefined`, as on Node.
 */
const wellKnown: ReadonlyMap<string, symbol> = new Map([
  ["@@iterator", Symbol.iterator],
  ["@@asyncIterator", Symbol.asyncIterator],
  ["@@toPrimitive", Symbol.toPrimitive],
  ["@@toStringTag", Symbol.toStringTag],
  ["@@hasInstance", Symbol.hasInstance],
  ["@@unscopables", Symbol.unscopables],
]);

/** Parses a list of names. `@@iterator` means `Symbol.iterator`. */
export function names(list: string): ReadonlySet<string | symbol> {
  return new Set(list.split(" ").map((name) => wellKnown.get(name) ?? name));
}

export const knownNames = {
  "Object.prototype": names(
    "constructor __defineGetter__ __defineSetter__ hasOwnProperty __lookupGetter__ __lookupSetter__ isPrototypeOf " +
      "propertyIsEnumerable toString valueOf __proto__ toLocaleString",
  ),
  "Function.prototype": names("length name arguments caller constructor apply bind call toString @@hasInstance"),
  "Array.prototype": names(
    "length constructor at concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf pop push " +
      "reverse shift unshift slice sort splice includes indexOf join keys entries values forEach filter flat " +
      "flatMap map every some reduce reduceRight toLocaleString toString toReversed toSorted toSpliced with " +
      "@@iterator @@unscopables",
  ),
  "String.prototype": names(
    "length constructor anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fontcolor fontsize " +
      "fixed includes indexOf isWellFormed italics lastIndexOf link localeCompare match matchAll normalize padEnd " +
      "padStart repeat replace replaceAll search slice small split strike sub substr substring sup startsWith " +
      "toString toWellFormed trim trimStart trimLeft trimEnd trimRight toLocaleLowerCase toLocaleUpperCase " +
      "toLowerCase toUpperCase valueOf @@iterator",
  ),
  "Number.prototype": names("constructor toExponential toFixed toPrecision toString valueOf toLocaleString"),
  "Boolean.prototype": names("constructor toString valueOf"),
  "Symbol.prototype": names("constructor toString valueOf description @@toStringTag @@toPrimitive"),
  "Promise.prototype": names("constructor then catch finally @@toStringTag"),
  "Map.prototype": names(
    "constructor get set has delete clear entries forEach keys size values @@toStringTag @@iterator",
  ),
  "Set.prototype": names(
    "constructor has add delete clear entries forEach size values keys union intersection difference " +
      "symmetricDifference isSubsetOf isSupersetOf isDisjointFrom @@toStringTag @@iterator",
  ),
  "Date.prototype": names(
    "constructor toString toDateString toTimeString toISOString toUTCString toGMTString getDate setDate getDay " +
      "getFullYear setFullYear getHours setHours getMilliseconds setMilliseconds getMinutes setMinutes getMonth " +
      "setMonth getSeconds setSeconds getTime setTime getTimezoneOffset getUTCDate setUTCDate getUTCDay " +
      "getUTCFullYear setUTCFullYear getUTCHours setUTCHours getUTCMilliseconds setUTCMilliseconds getUTCMinutes " +
      "setUTCMinutes getUTCMonth setUTCMonth getUTCSeconds setUTCSeconds valueOf getYear setYear toJSON " +
      "toLocaleString toLocaleDateString toLocaleTimeString @@toPrimitive",
  ),
  "Error.prototype": names("constructor name message toString"),
  "Iterator.prototype": names("map filter take drop flatMap reduce toArray forEach some every find @@iterator"),
  "Generator.prototype": names("constructor next return throw @@toStringTag"),
  "AsyncGenerator.prototype": names("constructor next return throw @@toStringTag"),
  Math: names(
    "abs acos acosh asin asinh atan atanh atan2 ceil cbrt expm1 clz32 cos cosh exp floor fround hypot imul log " +
      "log1p log2 log10 max min pow random round sign sin sinh sqrt tan tanh trunc E LN10 LN2 LOG10E LOG2E PI " +
      "SQRT1_2 SQRT2 @@toStringTag",
  ),
  JSON: names("parse stringify @@toStringTag"),
  console: names(
    "log warn dir time timeEnd timeLog trace assert clear count countReset group groupEnd table debug info dirxml " +
      "error groupCollapsed Console profile profileEnd timeStamp context createTask @@toStringTag",
  ),
  "Buffer.prototype": names(
    "constructor readBigUInt64LE readBigUInt64BE readBigUint64LE readBigUint64BE readBigInt64LE readBigInt64BE " +
      "writeBigUInt64LE writeBigUInt64BE writeBigUint64LE writeBigUint64BE writeBigInt64LE writeBigInt64BE " +
      "readUIntLE readUInt32LE readUInt16LE readUInt8 readUIntBE readUInt32BE readUInt16BE readUintLE readUint32LE " +
      "readUint16LE readUint8 readUintBE readUint32BE readUint16BE readIntLE readInt32LE readInt16LE readInt8 " +
      "readIntBE readInt32BE readInt16BE writeUIntLE writeUInt32LE writeUInt16LE writeUInt8 writeUIntBE " +
      "writeUInt32BE writeUInt16BE writeUintLE writeUint32LE writeUint16LE writeUint8 writeUintBE writeUint32BE " +
      "writeUint16BE writeIntLE writeInt32LE writeInt16LE writeInt8 writeIntBE writeInt32BE writeInt16BE " +
      "readFloatLE readFloatBE readDoubleLE readDoubleBE writeFloatLE writeFloatBE writeDoubleLE writeDoubleBE " +
      "asciiSlice base64Slice base64urlSlice latin1Slice hexSlice ucs2Slice utf8Slice asciiWrite base64Write " +
      "base64urlWrite latin1Write hexWrite ucs2Write utf8Write parent offset copy toString equals inspect compare " +
      "indexOf lastIndexOf includes fill write toJSON subarray slice swap16 swap32 swap64 toLocaleString",
  ),
  "Uint8Array.prototype": names("constructor BYTES_PER_ELEMENT"),
  "TypedArray.prototype": names(
    "constructor buffer byteLength byteOffset length entries keys values at copyWithin every fill filter find " +
      "findIndex findLast findLastIndex forEach includes indexOf join lastIndexOf map reverse reduce reduceRight " +
      "set slice some sort subarray toLocaleString toString toReversed toSorted with @@toStringTag @@iterator",
  ),
  performance: names(""),
  "Performance.prototype": names(
    "constructor clearMarks clearMeasures clearResourceTimings getEntries getEntriesByName getEntriesByType mark " +
      "measure now setResourceTimingBufferSize timeOrigin toJSON eventLoopUtilization nodeTiming markResourceTiming " +
      "timerify onresourcetimingbufferfull @@toStringTag",
  ),
} as const;

/** Static properties of constructors. */
export const knownStatics: ReadonlyMap<string, ReadonlySet<string | symbol>> = new Map([
  [
    "Object",
    names(
      "assign getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols hasOwn is " +
        "preventExtensions seal create defineProperties defineProperty freeze getPrototypeOf setPrototypeOf " +
        "isExtensible isFrozen isSealed keys entries fromEntries values groupBy",
    ),
  ],
  ["Array", names("isArray from fromAsync of")],
  [
    "EventEmitter",
    names(
      "EventEmitter EventEmitterAsyncResource addAbortListener captureRejectionSymbol captureRejections " +
        "kMaxEventTargetListeners kMaxEventTargetListenersWarned defaultMaxListeners errorMonitor " +
        "getEventListeners getMaxListeners init listenerCount on once setMaxListeners usingDomains ,",
    ),
  ],
  ["Promise", names("all allSettled any race resolve reject withResolvers try")],
  ["String", names("fromCharCode fromCodePoint raw")],
  ["Number", names("isFinite isInteger isNaN isSafeInteger parseFloat parseInt")],
  ["Symbol", names("for keyFor asyncDispose dispose species match matchAll replace search split unscopables")],
  ["Date", names("now parse UTC")],
  ["Map", names("groupBy")],
  ["Error", names("captureStackTrace stackTraceLimit isError")],
]);

/** Unsupported globals of Node. Any other unknown name is a ReferenceError of the program. */
export const hostGlobals = names(
  "AbortController AbortSignal Atomics BigInt Blob Buffer DataView Event EventTarget Function Intl MessageChannel " +
    "MessagePort Proxy Reflect RegExp SharedArrayBuffer TextDecoder TextEncoder URL URLSearchParams WeakMap WeakRef " +
    "WeakSet WebAssembly ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array " +
    "Float64Array FinalizationRegistry EvalError URIError atob btoa crypto decodeURI decodeURIComponent encodeURI " +
    "encodeURIComponent escape eval fetch global globalThis structuredClone unescape BroadcastChannel Headers " +
    "FormData Request Response WebSocket Iterator navigator ReadableStream WritableStream",
);

/** The name of the outermost frame of a file on the call stack. No function can have it. */
export const mainFrame = "<main>";
