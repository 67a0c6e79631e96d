import type { Task } from "../event-loop/job.ts";
import { fulfill, newPromise, reject } from "../promises/promise.ts";
import { lineOf } from "../promises/promise-methods.ts";
import { knownNames } from "../rules/known-names.ts";
import { nodeNames } from "../rules/node-names.ts";
import { type Agent, isCallable } from "../values/agent.ts";
import { errorOf } from "../values/error-value.ts";
import { addMethod, addMethods, objectPrototype } from "../values/prototypes.ts";
import { BuiltinObject, ObjectValue, Thrown, type Value } from "../values/values.ts";

/** The name of the program's own file. */
export const ownFile = "/program.js";

/** The bytes of a file. Only conversion to a string is supported. */
class BufferValue extends ObjectValue {
  readonly text: string;

  constructor(text: string) {
    super(bufferPrototype);
    this.text = text;
  }
}

const bufferPrototype = new BuiltinObject(
  new BuiltinObject(objectPrototype, knownNames["TypedArray.prototype"], "Buffer.prototype"),
  knownNames["Buffer.prototype"],
  "Buffer.prototype",
);
addMethod(bufferPrototype, "toString", 0, (_agent, self) => (self instanceof BufferValue ? self.text : ""));

function withoutFile(agent: Agent, path: Value, call: string): Value {
  const name = String(path);
  const error = errorOf("Error", `ENOENT: no such file or directory, open '${name}'`);
  error.define("errno", -2);
  error.define("code", "ENOENT");
  error.define("syscall", call);
  error.define("path", name);
  if (typeof path !== "string") agent.refuse("unsupported", "A file name must be a string.");
  return error;
}

function contents(agent: Agent, options: Value): Value {
  const encoding = options instanceof ObjectValue ? options.ownProperty("encoding")?.value : options;
  if (encoding === undefined || encoding === null) return new BufferValue(agent.source);
  if (encoding === "utf8" || encoding === "utf-8") return agent.source;
  return agent.refuse("unsupported", `The encoding ${String(encoding)} is not supported. Use utf8.`);
}

/** Starts to read. The answer runs in a poll phase after it has arrived. */
function ask(agent: Agent, task: Task, line: number, answer: () => void): void {
  agent.loop.addInput({ kind: "input", task, line, run: answer });
}

/** The module `fs`. A program can read its own file, or one that does not exist. */
export const files = new BuiltinObject(objectPrototype, nodeNames.fs, "fs");
addMethods(files, {
  readFile: [
    3,
    (agent, _self, args) => {
      const callback = args.at(-1);
      if (!isCallable(callback))
        return agent.refuse(
          "unsupported",
          "fs.readFile without a callback is not supported. Pass a callback, or use fs.promises.",
        );
      const options = args.length > 2 ? args[1] : undefined;
      const given = args[0] === ownFile ? [null, contents(agent, options)] : [withoutFile(agent, args[0], "open")];
      ask(agent, { kind: "read-file-callback" }, lineOf(agent, callback), () =>
        agent.callJob(callback, undefined, given, null),
      );
      return undefined;
    },
  ],
  readFileSync: [
    2,
    (agent, _self, [path, options]) => {
      if (path === ownFile) return contents(agent, options);
      throw new Thrown(withoutFile(agent, path, "open"));
    },
  ],
});

/** The module `fs/promises`. */
export const filePromises = new BuiltinObject(objectPrototype, nodeNames["fs/promises"], "fs/promises");
addMethods(filePromises, {
  readFile: [
    2,
    (agent, _self, [path, options]) => {
      const promise = newPromise(agent);
      const settle = () => {
        if (path === ownFile) fulfill(agent, promise, contents(agent, options));
        else reject(agent, promise, withoutFile(agent, path, "open"));
      };
      ask(agent, { kind: "read-file-answer" }, agent.line(), settle);
      return promise;
    },
  ],
});
files.define("promises", filePromises);
