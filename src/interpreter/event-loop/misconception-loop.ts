import type { ModuleKind, NodeLine, Overrides } from "../rules/semantics.ts";
import { EventLoop } from "./event-loop.ts";
import type { Jitter, Job, LoopObserver, LoopOwner, Queued, Task, Timer, WaitKind } from "./job.ts";
import { MisconceptionTimers } from "./misconception-timers.ts";

const microtasksPerTurn = { "one-a-turn": 1, "ten-a-turn": 10 };

/** The event loop under misconceptions about it. Each override of a method is a different order of jobs. */
export class MisconceptionLoop extends EventLoop {
  /** Whether a callback is running at the point where the program passed it, inside the script. */
  runsInScript = false;
  readonly #overrides: Overrides;
  readonly #orderOf = new Map<Timer, number>();
  readonly #timers: MisconceptionTimers;
  /** Whether the program has ended although jobs are left. */
  isOver: () => boolean = () => false;
  /** How the running file was loaded. */
  module: ModuleKind = "commonjs";
  currentJob: Job | null = null;
  /** Whether an interval may fire before the microtasks of the timer before it. */
  #intervalsFirst = false;

  constructor(overrides: Overrides, owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null) {
    const timers = new MisconceptionTimers(overrides);
    super(owner, jitter, observer, timers);
    this.#timers = timers;
    this.#overrides = overrides;
  }

  override start(main: Job, module: ModuleKind, line: NodeLine): void {
    this.module = module;
    super.start(main, module, line);
  }

  /** Runs the loop in the middle of running code until a condition holds. */
  runUntil(condition: () => boolean): void {
    while (!condition() && !this.stopped) {
      const queue = [this.ticks, this.microtasks, this.immediates].find((one) => one.length > 0);
      if (queue !== undefined) this.runNext(queue);
      else if (this.#timers.hasUncounted) this.#timers.countFrom(this.now);
      else if (this.inputs.next() < this.timers.nextExpiry()) {
        this.sleepUntil(this.inputs.next());
        this.poll();
      } else if (this.timers.size > 0) {
        this.sleepUntil(this.timers.nextExpiry());
        this.#fireFirst();
      } else return;
    }
  }

  /** Runs all microtasks now, whatever is on the stack. */
  drainMicrotasks(): void {
    super.runMicrotasks();
  }

  /** Adds a microtask ahead of those that are waiting. */
  addMicrotaskInFront(job: Job): void {
    this.microtasks.unshift({ job, readyAt: this.now, order: this.nextOrder() });
  }

  override addTick(job: Job): void {
    if (this.#overrides.nextTick === "runs-now") this.#runInScript(job);
    else super.addTick(job);
  }

  override addMicrotask(job: Job): void {
    if (this.#overrides.microtask === "runs-now") this.#runInScript(job);
    else super.addMicrotask(job);
  }

  override addUserMicrotask(job: Job): void {
    if (this.#overrides.queueMicrotask === "runs-now") this.#runInScript(job);
    else super.addUserMicrotask(job);
  }

  override addImmediate(job: Job): void {
    if (this.#overrides.immediate === "runs-now") {
      this.timers.delays.add(0);
      this.#runInScript(job);
    } else super.addImmediate(job);
  }

  protected override setTimer(timer: Timer): void {
    if (!(isTimerOfNode(timer.wait) && this.#runsAtOnce(timer))) this.#timers.add(timer);
  }

  #runsAtOnce(timer: Timer): boolean {
    const { timer: timers, zeroTimer } = this.#overrides;
    if (timer.repeats) return false;
    const sleeps = timers === "sleeps";
    if (!sleeps && !(timer.isZero && zeroTimer === "runs-now")) return false;
    if (sleeps) this.block(timer.task, timer.isZero ? 0 : timer.delay);
    this.#runInScript(timer);
    return true;
  }

  #runInScript(job: Job): void {
    const before = this.runsInScript;
    this.runsInScript = true;
    try {
      this.run(job);
    } finally {
      this.runsInScript = before;
    }
  }

  protected override run(job: Job): void {
    const before = this.currentJob;
    this.currentJob = job;
    super.run(job);
    this.currentJob = before;
    if (this.#timers.hasUncounted) this.#timers.countFrom(this.now);
  }

  protected override waitBegan(timer: Timer): void {
    this.#orderOf.set(timer, this.nextOrder());
    super.waitBegan(timer);
  }

  protected override blockUntil(task: Task, from: number, until: number): void {
    // While a timer's own callback holds the thread, the alarm is off: nothing interrupts an interruption.
    while (this.#overrides.dueTimer === "interrupts" && !this.stopped && this.timers.alarm <= until) {
      this.now = Math.max(this.now, this.timers.alarm);
      this.runTimers();
    }
    super.blockUntil(task, from, until);
  }

  protected override drainAfterMain(module: ModuleKind): void {
    if (this.#overrides.moduleTicks === "before-microtasks") this.drain();
    else super.drainAfterMain(module);
    this.#endIfOver();
  }

  #endIfOver(): void {
    if (this.isOver()) this.stopped = true;
  }

  /** Whether something is left to run, apart from timers and waits. */
  get hasJobsOrInput(): boolean {
    return this.hasWaitingJobs() || this.inputs.next() < Number.POSITIVE_INFINITY;
  }

  protected override turn(): void {
    this.#endIfOver();
    if (this.stopped) return;
    const { queues, timerOrder, nextTick } = this.#overrides;
    if (nextTick === "once-a-phase" && this.ticks.length > 0) this.#runZeroTimers();
    if (queues === "one-queue") this.#runOldest();
    else if (timerOrder === "code-order") this.#turnInCodeOrder();
    else {
      if (nextTick === "next-turn") this.runTicks();
      super.turn();
    }
  }

  override drain(microtasksFirst = false): void {
    const { queues, nextTick } = this.#overrides;
    if (queues === "one-queue") {
      this.checkRejections();
      return;
    }
    if (queues === "timers-first") this.#runZeroTimers();
    const leavesTicks = nextTick === "next-turn";
    let ticksFirst = !microtasksFirst;
    do {
      if (ticksFirst && !leavesTicks) this.runTicks();
      ticksFirst = true;
      this.runMicrotasks();
      if (this.microtasks.length > 0) return;
    } while (!this.stopped && !leavesTicks && nextTick !== "once-a-phase" && this.ticks.length > 0);
    if (!this.stopped) this.checkRejections();
  }

  protected override runTicks(): void {
    const { nextTick, betweenTicks } = this.#overrides;
    const count = nextTick === "once-a-phase" ? this.ticks.length : Number.POSITIVE_INFINITY;
    for (let run = 0; run < count && this.ticks.length > 0 && !this.stopped; run++) {
      this.runNext(this.ticks);
      if (betweenTicks === "microtasks") this.runMicrotasks();
    }
  }

  protected override runMicrotasks(): void {
    const { microtaskDrain, nextTick } = this.#overrides;
    let left = microtaskDrain === undefined ? Number.POSITIVE_INFINITY : microtasksPerTurn[microtaskDrain];
    while (left > 0 && this.microtasks.length > 0 && !this.stopped) {
      this.runNext(this.microtasks);
      if (nextTick === "between-microtasks") this.runTicks();
      left--;
    }
  }

  protected override betweenCallbacks(): void {
    if (this.#overrides.drain === "after-each-phase" || this.#intervalsFirst) return;
    if (this.#overrides.nextTick !== "once-a-phase") super.betweenCallbacks();
    else if (!this.stopped) {
      this.runMicrotasks();
      this.checkRejections();
    }
  }

  protected override runTimers(): void {
    this.#intervalsFirst = this.#overrides.dueInterval === "before-microtasks";
    super.runTimers();
    this.#intervalsFirst = false;
  }

  protected override fire(timer: Timer): void {
    if (this.#intervalsFirst && !timer.repeats) this.drain();
    const isImmediateFirst = this.#overrides.zeroTimerAndImmediate === "immediate-first";
    if (isImmediateFirst && timer.isZero && !timer.repeats && this.immediates.length > 0) super.check();
    if (!this.stopped && !timer.cancelled) super.fire(timer);
  }

  protected override check(): void {
    const { zeroTimerAndImmediate, queues, microtaskDrain } = this.#overrides;
    if (zeroTimerAndImmediate === "timer-first") this.#runZeroTimers();
    super.check();
    // To these misconceptions a delay of 0 means ready at once.
    if (queues !== undefined || microtaskDrain !== undefined) this.#runZeroTimers();
  }

  /** `one-queue`: whatever became ready first runs first. */
  #runOldest(): void {
    const timers = this.timers.all().map((job) => ({
      job,
      readyAt: job.isZero ? job.start : job.due,
      order: job.isZero ? (this.#orderOf.get(job) ?? 0) : Number.MAX_SAFE_INTEGER,
      run: () => this.#takeAndFire(job),
    }));
    const jobs = [this.ticks, this.microtasks, this.immediates].flatMap((queue) =>
      queue.map((queued) => ({ ...queued, run: () => this.#takeAndRun(queue, queued) })),
    );
    const [next] = [...jobs, ...timers].sort(byReadiness);
    if (next === undefined || this.inputs.next() < next.readyAt) {
      this.sleepUntil(this.inputs.next());
      this.poll();
      return;
    }
    this.sleepUntil(next.readyAt);
    next.run();
    this.checkRejections();
  }

  #takeAndRun(queue: Queued[], queued: Queued): void {
    queue.splice(queue.indexOf(queued), 1);
    this.run(queued.job);
  }

  #takeAndFire(timer: Timer): void {
    this.timers.remove(timer);
    this.fire(timer);
  }

  /** `code-order`: timers run in the order in which they were set, so each one delays those behind it. */
  #turnInCodeOrder(): void {
    super.check();
    if (this.timers.all().length === 0) this.sleepUntil(this.inputs.next());
    this.poll();
    if (!this.stopped && !this.hasWaitingJobs()) this.#fireFirst();
    if (!this.stopped) this.drain();
  }

  #runZeroTimers(): void {
    const { queues } = this.#overrides;
    for (const timer of this.timers.all().filter((one) => one.isZero)) {
      if (this.stopped) return;
      if (timer.cancelled) continue;
      this.timers.remove(timer);
      this.run(timer);
      if (timer.repeats && !timer.cancelled) this.timers.insert(timer, this.now);
      if (queues !== "timers-first" && !this.stopped) this.betweenCallbacks();
    }
  }

  /** Runs the pending timer that is due first, or was set first, whatever the clock says. */
  #fireFirst(): void {
    const pending = [...this.timers.all()];
    if (this.#overrides.timerOrder !== "code-order")
      pending.sort((one, other) => one.due - other.due || one.id - other.id);
    const [first] = pending;
    if (first === undefined) return;
    this.timers.remove(first);
    this.sleepUntil(first.due);
    this.fire(first);
    if (!this.stopped) this.drain();
  }
}

function isTimerOfNode(wait: WaitKind): boolean {
  return wait === "timer" || wait === "interval";
}

function byReadiness(one: Omit<Queued, "job">, other: Omit<Queued, "job">): number {
  return one.readyAt - other.readyAt || one.order - other.order;
}
