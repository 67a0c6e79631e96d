import { EventLoop } from "./event-loop.ts";
import type { Jitter, Job, LoopObserver, LoopOwner, Queued, Timer } from "./job.ts";
import type { MisconceptionTimers } from "./misconception-timers.ts";

/** An event loop that can also run in the middle of running code, which waits or is interrupted. */
export class InPlaceLoop extends EventLoop {
  /** Whether a callback is running at the point where the program passed it, inside the script. */
  runsInScript = false;
  protected readonly pending: MisconceptionTimers;
  /** The call that plans what is queued now; null when nobody asks, or outside of all functions. */
  planner: () => object | null = () => null;
  readonly #plannerOf = new WeakMap<Job, object>();
  /** How many waits in place and interruptions are nested at the moment. */
  #depth = 0;
  #isInterrupting = false;

  constructor(owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null, pending: MisconceptionTimers) {
    super(owner, jitter, observer, pending);
    this.pending = pending;
  }

  /** Runs whatever comes next until a condition holds. */
  runUntil(condition: () => boolean): void {
    this.#inPlace(() => {
      while (!condition() && !this.stopped) if (!this.#runSomething()) return;
    });
  }

  /**
   * Lets time pass until a condition holds, while the whole program stands still: only some timers fire, and only the
   * microtasks that they queue run. Falls back to `runUntil` if those do not make the condition true.
   */
  standStillUntil(condition: () => boolean, timers: () => readonly Timer[]): void {
    if (timers().length > 0) {
      this.#withEmptyQueues(() => {
        while (!condition() && !this.stopped) {
          const waits = this.timers.all().filter((timer) => timers().includes(timer));
          if (this.microtasks.length > 0) this.runNext(this.microtasks);
          else if (waits.length > 0) this.#fireFirst(waits);
          else return;
        }
      });
    }
    this.runUntil(condition);
  }

  /** Runs code whose microtasks count as planned by that call. */
  plannedBy(call: object | null, run: () => void): void {
    const before = this.planner;
    this.planner = () => call;
    try {
      run();
    } finally {
      this.planner = before;
    }
  }

  /** Runs the microtasks that a call has planned now, whatever is on the stack. */
  drainPlannedBy(call: object): void {
    this.#inPlace(() => {
      for (;;) {
        const next = this.microtasks.find(({ job }) => this.#plannerOf.get(job) === call);
        if (next === undefined || this.stopped) return;
        this.takeAndRun(this.microtasks, next);
      }
    });
  }

  /** Runs a callback at the point where the program passed it. */
  protected runInScript(job: Job): void {
    const before = this.runsInScript;
    this.runsInScript = true;
    try {
      this.run(job);
    } finally {
      this.runsInScript = before;
    }
  }

  /**
   * Runs what becomes due while code keeps the thread. Nothing interrupts an interruption.
   * @param prolongs whether the interrupted code still has to be finished, so that it ends later
   * @returns when the code ends
   */
  protected interruptUntil(until: number, prolongs: boolean): number {
    let end = until;
    while (!this.stopped && !this.#isInterrupting) {
      const next = Math.min(this.timers.alarm, this.inputs.next());
      if (next >= end) break;
      this.now = Math.max(this.now, next);
      const began = this.now;
      this.#interrupt();
      if (prolongs) end += this.now - began;
    }
    return end;
  }

  protected override enqueue(queue: Queued[], job: Job): void {
    const call = this.planner();
    if (call !== null) this.#plannerOf.set(job, call);
    super.enqueue(queue, job);
  }

  protected takeAndRun(queue: Queued[], queued: Queued): void {
    queue.splice(queue.indexOf(queued), 1);
    this.run(queued.job);
  }

  /** Code that waits or is interrupted may still handle a rejection, so none ends the program meanwhile. */
  protected override checkRejections(): void {
    if (this.#depth === 0) super.checkRejections();
  }

  #interrupt(): void {
    this.#isInterrupting = true;
    this.#withEmptyQueues(() => {
      this.runTimers();
      this.poll();
    });
    this.#isInterrupting = false;
  }

  /** Ticks and microtasks that the running code has queued keep waiting for its end. */
  #withEmptyQueues(run: () => void): void {
    const ticks = this.ticks.splice(0);
    const microtasks = this.microtasks.splice(0);
    this.#inPlace(run);
    this.ticks.unshift(...ticks);
    this.microtasks.unshift(...microtasks);
  }

  #inPlace(run: () => void): void {
    this.#depth++;
    try {
      run();
    } finally {
      this.#depth--;
    }
  }

  /** Runs one job that is ready, or the next one that becomes ready; false if there is none. */
  #runSomething(): boolean {
    const queue = [this.ticks, this.microtasks, this.immediates].find((one) => one.length > 0);
    if (queue !== undefined) this.runNext(queue);
    else if (this.pending.hasUncounted) this.pending.countFrom(this.now);
    else if (this.inputs.next() < this.timers.nextExpiry()) {
      this.sleepUntil(this.inputs.next());
      this.poll();
    } else if (this.timers.size > 0) this.#fireFirst(this.timers.all());
    else return false;
    return true;
  }

  #fireFirst(timers: readonly Timer[]): void {
    const [first] = [...timers].sort((one, other) => one.due - other.due || one.id - other.id);
    if (first === undefined) return;
    this.timers.remove(first);
    this.sleepUntil(first.due);
    this.fire(first);
    if (!this.stopped) this.drain();
  }
}
