import { setTimeout as sleep } from "node:timers/promises";

/** Calls to one channel, one after another and no faster than Slack bears. */
export interface Lane {
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** @param between the least milliseconds from the end of one call to the next; none once `stopped` */
export function openLane(between: number, stopped: AbortSignal): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      const rest = () => sleep(between, undefined, { signal: stopped, ref: false }).catch(() => {});
      last = result.then(rest, rest);
      return result;
    },
  };
}
