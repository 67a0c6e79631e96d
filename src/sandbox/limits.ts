interface SandboxLimit {
  readonly most: number;
  readonly reason: string;
}

/** What a stranger's program may cost, each with its reason. */
export const sandboxLimits = {
  milliseconds: { most: 2_000, reason: "a snippet of a lesson takes some 10 milliseconds with all its wrong beliefs" },
  oldSpace: { most: 128, reason: "megabytes; the interpreter's own bound of memory is reached far below" },
  youngSpace: { most: 16, reason: "megabytes; garbage of one statement does not need more" },
  stack: { most: 4, reason: "megabytes; what Node gives a thread, and the bound of depth fits in" },
  waiting: { most: 60, reason: "programs; who comes after waits two minutes at worst, and is told to come later" },
  remembered: { most: 32, reason: "answers of about a megabyte at worst; more people than walk at one time" },
} as const satisfies Readonly<Record<string, SandboxLimit>>;
