/** What can go wrong with a request on the network. */
export type NetworkFault =
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
  readonly fault: NetworkFault;
  times: number;
}

export interface NetworkFaults {
  /** The next requests that match `METHOD /path` get this fault. */
  plan(route: RegExp, fault: NetworkFault, times?: number): void;
  next(request: string): NetworkFault | null;
  /** Resolves when the test releases the held requests. */
  released(): Promise<void>;
  /** Resolves when a request is held. */
  reached(): Promise<void>;
  /** Processes everything that is held. */
  release(): void;
  clear(): void;
}

export function openNetworkFaults(): NetworkFaults {
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
    plan: (route, fault, times = 1) => void plans.push({ route, fault, times }),
    next: (request) => {
      const plan = plans.find(({ route, times }) => times > 0 && route.test(request));
      if (!plan) return null;
      plan.times--;
      return plan.fault;
    },
    clear: () => void plans.splice(0),
  };
}
