import { type Agent, FunctionValue } from "../values/agent.ts";
import type { AwaitInstead, FunctionTraits } from "../values/hooks.ts";
import {
  asyncGeneratorPrototype,
  functionPrototype,
  generatorPrototype,
  globalObject,
  objectPrototype,
} from "../values/prototypes.ts";
import { Scope } from "../values/scope.ts";
import { type Key, ObjectValue, type Property, type Value } from "../values/values.ts";
import { Frame, type FunctionCode } from "./frame.ts";

/** An agent that can run functions of the program. Every agent of a run is one. */
export interface Runner extends Agent {
  /** Runs a called function to its end, its first `await` or its first `yield`. */
  enter(frame: Frame): Value;
}

/** A function of the program: its code and the scope in which it was created. */
export class Closure extends FunctionValue {
  readonly code: FunctionCode;
  readonly scope: Scope;
  readonly name: string;
  readonly length: number;
  readonly canConstruct: boolean;
  readonly noun: string;
  /** The call in which it was created, which provides `this` and `super` to an arrow function. */
  readonly outer: Frame | null;
  /** The object that a method belongs to. `super` looks in its prototype. */
  home: ObjectValue | null = null;
  /** Defines the fields of its class on a new object. */
  fields: ((agent: Agent, self: ObjectValue) => void) | null = null;

  constructor(code: FunctionCode, scope: Scope, outer: Frame | null, name: string, proto: ObjectValue) {
    super(proto);
    this.code = code;
    this.scope = scope;
    this.outer = outer;
    this.name = name;
    this.length = code.length;
    this.canConstruct = (code.kind === "function" || code.kind === "class") && !code.isAsync && !code.isGenerator;
    this.noun = code.kind === "class" ? "class" : nounOf(code);
  }

  get traits(): FunctionTraits {
    return this.code;
  }

  get ignoresParameters(): boolean {
    return this.code.ignoresParameters ?? false;
  }

  get line(): number {
    return this.code.line;
  }

  /** The `prototype` of a function is created when it is first read. */
  override ownProperty(key: Key): Property | undefined {
    const hasPrototype = this.canConstruct || this.code.isGenerator;
    if (key === "prototype" && hasPrototype && !this.properties.has(key)) {
      const prototype = new ObjectValue(this.code.isGenerator ? generatorParent(this.code) : objectPrototype);
      if (!this.code.isGenerator) prototype.define("constructor", this, false);
      this.define("prototype", prototype, false);
    }
    return super.ownProperty(key);
  }

  override invoke(
    agent: Runner,
    self: Value,
    args: readonly Value[],
    newTarget: FunctionValue | null,
  ): Value | AwaitInstead {
    if (this.code.kind === "class" && newTarget === null) {
      return agent.raise("TypeError", `Class constructor ${this.name} cannot be invoked without 'new'`);
    }
    return agent.enter(this.frameFor(self, args, newTarget));
  }

  /** A call of the function that has not begun. */
  frameFor(self: Value, args: readonly Value[], newTarget: FunctionValue | null): Frame {
    const { code } = this;
    const outer = code.kind === "arrow" ? this.outer : null;
    const frame = new Frame({
      code,
      callee: code.kind === "arrow" ? (outer?.callee ?? this) : this,
      args,
      newTarget: outer === null ? newTarget : outer.newTarget,
      scope: new Scope(this.scope),
      self: outer === null ? receiverOf(code, self) : outer.self,
      hasSelf: outer === null ? !(code.isDerived && newTarget !== null) : outer.hasSelf,
    });
    frame.outer = outer;
    return frame;
  }
}

function generatorParent(code: FunctionCode): ObjectValue {
  return code.isAsync ? asyncGeneratorPrototype : generatorPrototype;
}

function nounOf(code: FunctionCode): string {
  return `${code.isAsync ? "Async" : ""}${code.isGenerator ? "Generator" : ""}Function`;
}

/** Creates a function in a scope of the running code. */
export function closureOf(code: FunctionCode, scope: Scope, frame: Frame, name = code.name): Closure {
  return new Closure(code, scope, frame, name, functionPrototype);
}

/** In sloppy mode, `this` is the global object when there is no receiver. */
function receiverOf(code: FunctionCode, self: Value): Value {
  return !code.strict && (self === undefined || self === null) ? globalObject : self;
}
