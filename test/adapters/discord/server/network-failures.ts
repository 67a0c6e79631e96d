/** What can go wrong with a request on the network. */
export type NetworkFailure =
  /** The connection is reset and nothing was processed. */
  | "reset-before"
  /** It was processed, and the connection is reset before the answer. */
  | "reset-after"
  /** It was processed, and the connection ends before the answer. */
  | "close-after"
  | "500"
  | "limit"
  /** Not processed until the test releases it. */
  | "held";

interface Plan {
  readonly route: RegExp;
  readonly failure: NetworkFailure;
  times: number;
}

export interface NetworkFailures {
  /** The next requests that match `METHOD /path` get this fault. */
  plan(route: RegExp, failure: NetworkFailure, times?: number): void;
  next(request: string): NetworkFailure | null;
  /** Resolves when the test releases the held requests. */
  released(): Promise<void>;
  /** Resolves when a request is held. */
  reached(): Promise<void>;
  /** Processes everything that is held. */
  release(): void;
  clear(): void;
}

export function openNetworkFailures(): NetworkFailures {
  const plans: Plan[] = [];
  let waiting: (() => void)[] = [];
  const reaching: (() => void)[] = [];
  return {
    released: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        for (const note of reaching.splice(0)) note();
      }),
    reached: () =>
      new Promise((resolve) => {
        if (waiting.length > 0) resolve();
        else reaching.push(resolve);
      }),
    release: () => {
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    plan: (route, failure, times = 1) => void plans.push({ route, failure, times }),
    next: (request) => {
      const plan = plans.find(({ route, times }) => times > 0 && route.test(request));
      if (!plan) return null;
      plan.times--;
      return plan.failure;
    },
    clear: () => void plans.splice(0),
  };
}
