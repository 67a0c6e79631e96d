import type { Job, Timer, WaitKind } from "./job.ts";
import type { ModuleKind, NodeLine, Semantics } from "./semantics.ts";
import { TimerLists } from "./timer-lists.ts";

/** How real time strays from the plan; the true run has none. All in milliseconds. */
export interface Jitter {
  /** What one statement takes. */
  statement(): number;
  /** How late a sleeping thread wakes. */
  wake(): number;
  /** Where between two whole milliseconds the program begins. */
  readonly phase: number;
  /** Whether the first turn of an ES module looks at timers before anything else; Node's lines differ. */
  looksAtTimersFirst(): boolean;
}

/** What someone who draws or checks the run is told. */
export interface LoopObserver {
  began(job: Job, now: number): void;
  ended(job: Job, now: number): void;
  /** The thread was kept busy, or kept waiting by a blocking call. */
  held(label: string, from: number, until: number): void;
  waitBegan(timer: Timer): void;
}

/** Who runs on this loop: the machine that owns it. */
interface LoopOwner {
  /** Called with both queues empty; true when an unhandled rejection ends the program. */
  endsByRejection(): boolean;
  /** Refuses a program that leaves more behind than the interpreter holds. */
  checkQueue(length: number): void;
  checkTimers(count: number): void;
  checkTime(now: number): void;
}

interface Queued {
  readonly job: Job;
  readonly readyAt: number;
  readonly order: number;
}

/**
 * The event loop of Node on a virtual clock: ticks, microtasks, timers, the poll phase and immediates.
 * Source: libuv `uv_run`, node/lib/internal/process/task_queues.js; measured on Node 20, 22 and 24.
 */
export class EventLoop {
  /** Virtual milliseconds since the program began. */
  now = 0;
  stopped = false;
  readonly timers = new TimerLists();
  readonly ticks: Queued[] = [];
  readonly microtasks: Queued[] = [];
  readonly immediates: Queued[] = [];
  /** Set inside the running job, where the mind takes delays to count from its end. */
  readonly #uncounted: Timer[] = [];
  /** Delays that were asked for, and 0 for an immediate: where there is one at most, nothing can overtake. */
  readonly #delays = new Set<number>();
  #lastDue = 0;
  #order = 0;
  #timerId = 0;
  readonly #semantics: Semantics;
  readonly #owner: LoopOwner;
  readonly #jitter: Jitter | null;
  readonly #observer: LoopObserver | null;

  constructor(semantics: Semantics, owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null) {
    this.#semantics = semantics;
    this.#owner = owner;
    this.#jitter = jitter;
    this.now = jitter?.phase ?? 0;
    this.#observer = observer;
  }

  /** Runs the main script and everything that it leaves behind. */
  start(main: Job, module: ModuleKind, line: NodeLine): void {
    const microtasksFirst = module === "module" && this.#semantics.moduleTicks === "after-microtasks";
    this.#run(main);
    this.drain(microtasksFirst);
    // Node 20 evaluates an ES module inside the first turn, past its look at the timers.
    const late = module === "module" && line === 20;
    const looks = module === "module" && this.#jitter ? this.#jitter.looksAtTimersFirst() : !late;
    if (looks) this.#runTimers();
    while (this.#goesOn() && this.#isAlive()) this.turn();
  }

  /** One turn: wait for the next event, then immediates, then timers. */
  turn(): void {
    if (this.#semantics.queues === "one-queue") {
      this.#runOldest();
      return;
    }
    if (this.#semantics.nextTick === "next-turn") this.#runTicks();
    if (this.#semantics.timerOrder === "code-order") {
      this.#turnInCodeOrder();
      return;
    }
    if (!this.#waitingJobs()) this.#sleepUntil(this.timers.nextExpiry());
    if (this.#semantics.zeroTimerAndImmediate === "timer-first") this.#runZeroTimers();
    this.#runImmediates();
    if (this.#takesZeroForNow()) this.#runZeroTimers();
    this.#runTimers();
    this.drain(false);
  }

  /** Ticks and microtasks until both are empty, as the semantics has it. */
  drain(microtasksFirst: boolean): void {
    if (this.#semantics.queues === "one-queue") {
      this.#checkRejections();
      return;
    }
    if (this.#semantics.queues === "timers-first") this.#runZeroTimers();
    if (this.#semantics.immediate === "before-microtasks") this.#runImmediates();
    let ticksFirst = !microtasksFirst;
    const keepsTicks = this.#semantics.nextTick === "next-turn";
    do {
      if (ticksFirst && !keepsTicks) this.#runTicks();
      ticksFirst = true;
      if (!this.#runMicrotasks()) return;
    } while (this.#goesOn() && !keepsTicks && this.ticks.length > 0);
    if (this.#goesOn()) this.#checkRejections();
  }

  /** Microtasks at the end of a function, for the mind that takes them to run there. */
  drainMicrotasks(): void {
    while (this.microtasks.length > 0 && this.#goesOn()) this.#runNext(this.microtasks);
  }

  addTick(job: Job): void {
    if (this.#semantics.nextTick === "runs-now") {
      this.#run(job);
      return;
    }
    this.#enqueue(this.ticks, job);
  }

  addMicrotask(job: Job): void {
    if (this.#semantics.microtask === "runs-now") {
      this.#run(job);
      return;
    }
    this.#enqueue(this.microtasks, job);
  }

  /** A job that goes before all other microtasks, for the mind that takes a chain to run in one go. */
  addMicrotaskInFront(job: Job): void {
    this.microtasks.unshift({ job, readyAt: this.now, order: this.#order++ });
  }

  /** Whether callbacks of different delays or kinds were ever waiting. */
  get hasRivals(): boolean {
    return this.#delays.size > 1;
  }

  addImmediate(job: Job): Job {
    this.#delays.add(0);
    if (this.#semantics.immediate === "runs-now") this.#run(job);
    else this.#enqueue(this.immediates, job);
    return job;
  }

  cancelImmediate(job: Job): void {
    const index = this.immediates.findIndex((queued) => queued.job === job);
    if (index >= 0) this.immediates.splice(index, 1);
  }

  /**
   * Sets a timer, or begins a wait of a known length.
   * @param delay as the program gave it; Node takes what is not in [1, 2^31) as 1 and drops fractions
   * @param begins when the delay began to count, where that was not now
   */
  addTimer(wait: WaitKind, delay: number, job: Omit<Job, "kind">, begins?: number): Timer {
    const inRange = delay >= 1 && delay <= 2 ** 31 - 1;
    const start = Math.floor(begins ?? this.now);
    const timer: Timer = {
      ...job,
      kind: wait === "interval" ? "interval" : "timer",
      id: this.#timerId++,
      wait,
      delay: inRange ? Math.trunc(delay) : 1,
      isZero: !(delay >= 2),
      repeats: wait === "interval",
      start,
      due: start,
      cancelled: false,
      keepsAlive: true,
    };
    if (wait !== "network" && wait !== "disk" && wait !== "worker" && this.#runsAtOnce(timer)) return timer;
    if (this.#semantics.delayCountsFrom === "end-of-script") this.#uncounted.push(timer);
    else this.#insert(timer, start);
    return timer;
  }

  cancelTimer(timer: Timer): void {
    timer.cancelled = true;
    this.timers.remove(timer);
  }

  /** Begins a pending timer's delay anew. */
  restartTimer(timer: Timer, start: number): void {
    this.timers.remove(timer);
    if (!timer.cancelled) this.#insert(timer, start);
  }

  /** The running code keeps the thread for a while. */
  hold(label: string, milliseconds: number): void {
    const from = this.now;
    const until = from + Math.max(0, milliseconds);
    if (this.#semantics.dueTimer === "interrupts") {
      while (this.#goesOn() && this.timers.nextExpiry() <= until) {
        this.now = Math.max(this.now, this.timers.nextExpiry());
        this.#runTimers();
      }
    }
    this.now = Math.max(this.now, until);
    this.#owner.checkTime(this.now);
    this.#observer?.held(label, from, this.now);
  }

  /** One statement begins. */
  passStatement(): void {
    if (this.#jitter !== null) this.now += this.#jitter.statement();
  }

  /** Runs the loop in the middle of running code until something holds, for minds that take code to wait there. */
  runUntil(holds: () => boolean): void {
    while (!holds() && this.#goesOn()) {
      if (this.ticks.length + this.microtasks.length > 0)
        this.#runNext(this.ticks.length > 0 ? this.ticks : this.microtasks);
      else if (this.immediates.length > 0) this.#runNext(this.immediates);
      else if (this.#uncounted.length > 0) this.#countFromHere();
      else if (this.timers.size > 0) {
        this.#sleepUntil(this.timers.nextExpiry());
        this.#fireFirst();
      } else return;
    }
  }

  #goesOn(): boolean {
    return !this.stopped;
  }

  #isAlive(): boolean {
    return this.#waitingJobs() || this.timers.all().some((timer) => timer.keepsAlive);
  }

  #waitingJobs(): boolean {
    return this.ticks.length + this.microtasks.length + this.immediates.length > 0;
  }

  #enqueue(queue: Queued[], job: Job): void {
    queue.push({ job, readyAt: this.now, order: this.#order++ });
    this.#owner.checkQueue(queue.length);
  }

  #run(job: Job): void {
    this.#observer?.began(job, this.now);
    job.run();
    if (this.#uncounted.length > 0) this.#countFromHere();
    this.#observer?.ended(job, this.now);
  }

  #runNext(queue: Queued[]): void {
    const queued = queue.shift();
    if (queued !== undefined) this.#run(queued.job);
  }

  #runTicks(): void {
    while (this.ticks.length > 0 && this.#goesOn()) this.#runNext(this.ticks);
  }

  /** Whether the drain is over; not so where microtasks are left for later on purpose. */
  #runMicrotasks(): boolean {
    const limits = { "until-empty": Number.POSITIVE_INFINITY, "one-a-turn": 1, "ten-a-turn": 10 };
    const drain = this.#semantics.microtaskDrain;
    let left = drain === "those-waiting" ? this.microtasks.length : limits[drain];
    while (left > 0 && this.microtasks.length > 0 && this.#goesOn()) {
      this.#runNext(this.microtasks);
      if (this.#semantics.nextTick === "between-microtasks") this.#runTicks();
      left--;
    }
    return this.microtasks.length === 0;
  }

  #checkRejections(): void {
    if (this.#owner.endsByRejection()) this.stopped = true;
  }

  #runImmediates(): void {
    const waiting = this.immediates.splice(0);
    for (const { job } of waiting) {
      if (!this.#goesOn()) return;
      this.#run(job);
      if (this.#semantics.drain === "after-each-callback" && this.#goesOn()) this.drain(false);
    }
    if (waiting.length > 0 && this.#goesOn()) this.drain(false);
  }

  #runTimers(): void {
    this.timers.runDue(
      Math.floor(this.now),
      (timer) => this.#fire(timer),
      () => this.#goesOn(),
    );
    if (this.#semantics.drain === "after-each-phase" && this.#goesOn()) this.drain(false);
  }

  #fire(timer: Timer): void {
    const began = Math.floor(this.now);
    this.#run(timer);
    if (timer.repeats && !timer.cancelled) this.#insert(timer, began);
    if (this.#semantics.drain === "after-each-callback" && this.#goesOn()) this.drain(false);
  }

  /** Runs the pending timer that is due first, or was set first, whatever the clock says. */
  #fireFirst(): void {
    const inCodeOrder = this.#semantics.timerOrder === "code-order";
    const pending = [...this.timers.all()];
    if (!inCodeOrder) pending.sort((one, other) => one.due - other.due || one.id - other.id);
    const first = pending[0];
    if (first === undefined) return;
    this.timers.remove(first);
    this.now = Math.max(this.now, first.due);
    this.#fire(first);
  }

  #turnInCodeOrder(): void {
    this.#runImmediates();
    if (this.#goesOn() && !this.#waitingJobs()) this.#fireFirst();
    if (this.#goesOn()) this.drain(false);
  }

  /** Some false beliefs take a delay of 0 for a job that is ready at once. */
  #takesZeroForNow(): boolean {
    return this.#semantics.queues !== "microtasks-first" || this.#semantics.microtaskDrain !== "until-empty";
  }

  #runZeroTimers(): void {
    for (const timer of this.timers.all().filter((one) => one.isZero)) {
      if (!this.#goesOn()) return;
      if (timer.cancelled) continue;
      this.timers.remove(timer);
      this.#run(timer);
      if (timer.repeats && !timer.cancelled) this.#insert(timer, this.now);
      if (this.#semantics.queues !== "timers-first" && this.#goesOn()) this.drain(false);
    }
  }

  /** The one queue of the mind that knows no other: what was ready first runs first. */
  #runOldest(): void {
    const zeroTimers = this.timers.all().map((timer) => ({
      job: timer,
      readyAt: timer.isZero ? timer.start : timer.due,
      order: timer.isZero ? (this.#orderOf.get(timer) ?? 0) : Number.MAX_SAFE_INTEGER,
    }));
    const ready = [...this.ticks, ...this.microtasks, ...this.immediates, ...zeroTimers];
    ready.sort((one, other) => one.readyAt - other.readyAt || one.order - other.order);
    const next = ready[0];
    if (next === undefined) return;
    this.#sleepUntil(next.readyAt);
    for (const queue of [this.ticks, this.microtasks, this.immediates]) {
      const index = queue.indexOf(next);
      if (index >= 0) queue.splice(index, 1);
    }
    if (next.job.kind === "timer" || next.job.kind === "interval") {
      this.timers.remove(next.job as Timer);
      this.#fire(next.job as Timer);
    } else this.#run(next.job);
    this.#checkRejections();
  }

  readonly #orderOf = new WeakMap<Timer, number>();

  #runsAtOnce(timer: Timer): boolean {
    const sleeps = this.#semantics.timer === "sleeps" && !timer.repeats;
    if (!sleeps && !(timer.isZero && !timer.repeats && this.#semantics.zeroTimer === "runs-now")) return false;
    if (sleeps) this.hold(timer.label, timer.isZero ? 0 : timer.delay);
    this.#run(timer);
    return true;
  }

  #insert(timer: Timer, start: number): void {
    const addsUp = this.#semantics.waits === "add-up" && !timer.repeats;
    timer.start = Math.floor(addsUp ? Math.max(start, this.#lastDue) : start);
    timer.due = timer.start + timer.delay;
    this.#lastDue = Math.max(this.#lastDue, timer.due);
    this.#delays.add(timer.delay);
    this.#orderOf.set(timer, this.#order++);
    this.timers.insert(timer);
    this.#owner.checkTimers(this.timers.size);
    this.#observer?.waitBegan(timer);
  }

  #countFromHere(): void {
    for (const timer of this.#uncounted.splice(0)) if (!timer.cancelled) this.#insert(timer, this.now);
  }

  #sleepUntil(time: number): void {
    if (time <= this.now || time === Number.POSITIVE_INFINITY) return;
    this.now = time + (this.#jitter?.wake() ?? 0);
    this.#owner.checkTime(this.now);
  }
}
