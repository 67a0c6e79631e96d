/** What goes wrong on the way of a request. */
export type NetworkFault =
  /** The connection is reset and nothing was processed. */
  | "reset-before"
  /** It was processed, and the connection is reset before the answer. */
  | "reset-after"
  /** It was processed, and the connection ends before the answer. */
  | "close-after"
  | "500"
  | "limit"
  /** Processed after a while. */
  | "slow";

interface Plan {
  readonly route: RegExp;
  readonly fault: NetworkFault;
  times: number;
}

export interface NetworkFaults {
  /** The next requests whose `METHOD /path` fits meet this fault. */
  plan(route: RegExp, fault: NetworkFault, times?: number): void;
  next(request: string): NetworkFault | null;
  clear(): void;
}

export function openNetworkFaults(): NetworkFaults {
  const plans: Plan[] = [];
  return {
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
