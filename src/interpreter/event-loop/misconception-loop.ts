import type { ModuleKind, NodeLine, Overrides } from "../rules/semantics.ts";
import { InPlaceLoop } from "./in-place-loop.ts";
import {
  isTimerOfNode,
  type Jitter,
  type Job,
  type LoopObserver,
  type LoopOwner,
  type Queued,
  type Task,
  type Timer,
} from "./job.ts";
import { MisconceptionTimers } from "./misconception-timers.ts";

const microtasksPerTurn = { "one-a-turn": 1, "ten-a-turn": 10 };

/** The event loop under misconceptions about it. Each override of a method is a different order of jobs. */
export class MisconceptionLoop extends InPlaceLoop {
  readonly #overrides: Overrides;
  readonly #orderOf = new Map<Timer, number>();
  /** Whether the program has ended although jobs are left. */
  isOver: () => boolean = () => false;
  /** How the running file was loaded. */
  module: ModuleKind = "commonjs";
  currentJob: Job | null = null;
  /** Whether a timer of Node was the last one that fired in the phase of timers that is running. */
  #hasFiredTimer = false;
  /** Whether an interval may fire before the microtasks of the timer before it. */
  #intervalsFirst = false;

  constructor(overrides: Overrides, owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null) {
    super(owner, jitter, observer, new MisconceptionTimers(overrides));
    this.#overrides = overrides;
  }

  override start(main: Job, module: ModuleKind, line: NodeLine): void {
    this.module = module;
    super.start(main, module, line);
  }

  /** Adds a microtask ahead of those that are waiting. */
  addMicrotaskInFront(job: Job): void {
    this.microtasks.unshift({ job, readyAt: this.now, order: this.nextOrder() });
  }

  override addTick(job: Job): void {
    if (this.#overrides.nextTick === "runs-now" || this.#isSynchronous) this.runInScript(job);
    else super.addTick(job);
  }

  override addMicrotask(job: Job): void {
    if (this.#overrides.microtask === "runs-now") this.runInScript(job);
    else super.addMicrotask(job);
  }

  override addUserMicrotask(job: Job): void {
    if (this.#isSynchronous) this.runInScript(job);
    else super.addUserMicrotask(job);
  }

  override addImmediate(job: Job): void {
    if (this.#overrides.immediate === "runs-now" || this.#isSynchronous) {
      this.timers.delays.add(0);
      this.runInScript(job);
    } else super.addImmediate(job);
  }

  override addInput(job: Job): void {
    if (this.#overrides.hostCall === "blocks" || this.#isSynchronous) this.runInScript(job);
    else super.addInput(job);
  }

  protected override setTimer(timer: Timer): void {
    if (!(isTimerOfNode(timer.wait) && this.#runsAtOnce(timer))) this.pending.add(timer);
  }

  /** Whether the running code is not asynchronous because it has no `async` and `await`. */
  get #isSynchronous(): boolean {
    return this.#overrides.codeWithoutAsync === "synchronous" && !this.owner.running.inAsyncCode;
  }

  #runsAtOnce(timer: Timer): boolean {
    const { timer: timers, zeroTimer } = this.#overrides;
    if (timer.repeats) return false;
    const sleeps = timers === "sleeps" || this.#isSynchronous;
    if (!sleeps && !(timer.isZero && zeroTimer === "runs-now")) return false;
    if (sleeps) this.block(timer.task, timer.isZero ? 0 : timer.delay);
    this.runInScript(timer);
    return true;
  }

  protected override run(job: Job): void {
    const before = this.currentJob;
    this.currentJob = job;
    super.run(job);
    this.currentJob = before;
    if (this.pending.hasUncounted) this.pending.countFrom(this.now);
  }

  protected override waitBegan(timer: Timer): void {
    this.#orderOf.set(timer, this.nextOrder());
    super.waitBegan(timer);
  }

  protected override blockUntil(task: Task, from: number, until: number): void {
    const { dueTimer } = this.#overrides;
    const end = dueTimer === undefined ? until : this.interruptUntil(until, dueTimer === "interrupts");
    super.blockUntil(task, from, end);
    this.pending.postpone(this.now, end - from);
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
    const { queues, nextTick } = this.#overrides;
    if (nextTick === "once-a-phase" && this.ticks.length > 0) this.#runZeroTimers();
    if (queues === "one-queue") this.#runOldest();
    else {
      if (nextTick === "next-turn") this.runTicks();
      super.turn();
    }
  }

  override drain(microtasksFirst = false): void {
    const { queues, nextTick } = this.#overrides;
    if (queues === "one-queue") {
      this.#checkWhenIdle();
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
      // A fair loop lets a timer have its turn that has become due meanwhile.
      if (microtaskDrain === "ten-a-turn" && this.timers.alarm <= this.now) return;
    }
  }

  protected override runTimers(): void {
    const before = this.#hasFiredTimer;
    this.#hasFiredTimer = false;
    this.#intervalsFirst = this.#overrides.dueInterval === "before-microtasks";
    super.runTimers();
    this.#intervalsFirst = false;
    this.#hasFiredTimer = before;
  }

  protected override betweenCallbacks(): void {
    const isDelayed = this.#overrides.drain === "after-each-phase" && this.#hasFiredTimer;
    if (isDelayed || this.#intervalsFirst) return;
    if (this.#overrides.nextTick !== "once-a-phase") super.betweenCallbacks();
    else if (!this.stopped) {
      this.runMicrotasks();
      this.checkRejections();
    }
  }

  protected override fire(timer: Timer): void {
    if (this.#intervalsFirst && !timer.repeats) this.drain();
    const isImmediateFirst = this.#overrides.zeroTimerAndImmediate === "immediate-first";
    if (isImmediateFirst && timer.isZero && !timer.repeats && this.immediates.length > 0) super.check();
    if (this.stopped || timer.cancelled) return;
    this.pending.noteFired(timer);
    super.fire(timer);
    this.#hasFiredTimer = isTimerOfNode(timer.wait);
  }

  protected override check(): void {
    const { zeroTimerAndImmediate, microtaskDrain } = this.#overrides;
    if (zeroTimerAndImmediate === "timer-first" && this.immediates.length > 0) this.#runZeroTimers();
    super.check();
    // While microtasks are left for later turns, a delay of 0 means ready at once.
    if (microtaskDrain !== undefined && this.microtasks.length > 0) this.#runZeroTimers();
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
      queue.map((queued) => ({ ...queued, run: () => this.takeAndRun(queue, queued) })),
    );
    const [next] = [...jobs, ...timers].sort(byReadiness);
    if (next === undefined || this.inputs.next() < next.readyAt) {
      this.sleepUntil(this.inputs.next());
      this.poll();
      return;
    }
    this.sleepUntil(next.readyAt);
    next.run();
    this.#checkWhenIdle();
  }

  /** With one queue a rejection may be handled by any tick or microtask that still waits. */
  #checkWhenIdle(): void {
    if (this.ticks.length + this.microtasks.length === 0) this.checkRejections();
  }

  #takeAndFire(timer: Timer): void {
    this.timers.remove(timer);
    this.fire(timer);
  }

  #runZeroTimers(): void {
    const { queues } = this.#overrides;
    for (const timer of this.timers.all().filter((one) => one.isZero && isTimerOfNode(one.wait))) {
      if (this.stopped) return;
      if (timer.cancelled) continue;
      this.timers.remove(timer);
      this.run(timer);
      if (timer.repeats && !timer.cancelled) this.timers.insert(timer, this.now);
      if (queues !== "timers-first" && !this.stopped) this.betweenCallbacks();
    }
  }
}

function byReadiness(one: Omit<Queued, "job">, other: Omit<Queued, "job">): number {
  return one.readyAt - other.readyAt || one.order - other.order;
}
