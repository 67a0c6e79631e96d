import type { Agent } from "./agent.ts";
import type { Value } from "./values.ts";

export interface Binding {
  value: Value;
  /** False in the temporal dead zone, before the declaration has run. */
  ready: boolean;
  readonly constant: boolean;
}

/** The names of a block or function. A lookup continues in the parent. */
export class Scope {
  readonly names = new Map<string, Binding>();
  readonly parent: Scope | null;
  readonly depth: number;

  constructor(parent: Scope | null) {
    this.parent = parent;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  declare(name: string, value: Value, constant = false): void {
    this.names.set(name, { value, ready: true, constant });
  }

  /** Declares a `let`, `const` or class whose declaration has not run yet. */
  reserve(name: string, constant: boolean): void {
    this.names.set(name, { value: undefined, ready: false, constant });
  }

  /** Runs the declaration of a `let`, `const` or class. */
  initialize(name: string, value: Value): void {
    const binding = this.names.get(name) ?? this.find(name);
    if (binding === undefined) {
      this.declare(name, value);
      return;
    }
    binding.value = value;
    binding.ready = true;
  }

  /** Copies the names, so that each turn of a loop has its own. */
  copy(): Scope {
    const copy = new Scope(this.parent);
    for (const [name, binding] of this.names) copy.names.set(name, { ...binding });
    return copy;
  }

  /** The outermost scope of the program. Undeclared names of sloppy code go there. */
  outermost(): Scope {
    let scope: Scope = this;
    while (scope.parent !== null && scope.parent.parent !== null) scope = scope.parent;
    return scope;
  }
}

export function readName(agent: Agent, scope: Scope, name: string): Value {
  const binding = scope.find(name);
  if (binding === undefined) return agent.raise("ReferenceError", `${name} is not defined`);
  if (!binding.ready) return agent.raise("ReferenceError", `Cannot access '${name}' before initialization`);
  return binding.value;
}

export function writeName(agent: Agent, scope: Scope, name: string, value: Value, strict: boolean): void {
  const binding = scope.find(name);
  if (binding === undefined) {
    if (strict) agent.raise("ReferenceError", `${name} is not defined`);
    scope.outermost().declare(name, value);
    return;
  }
  if (!binding.ready) agent.raise("ReferenceError", `Cannot access '${name}' before initialization`);
  if (binding.constant) {
    if (isBuiltinName(scope, name))
      agent.refuse("unsupported", `Assigning to the global ${name} is not supported. Use a variable of your own.`);
    agent.raise("TypeError", "Assignment to constant variable.");
  }
  binding.value = value;
}

/** All runs share the scope of the built-in globals, which has no parent, so nothing may be written there. */
function isBuiltinName(scope: Scope, name: string): boolean {
  let around: Scope | null = scope;
  while (around !== null && !around.names.has(name)) around = around.parent;
  return around !== null && around.parent === null;
}
