import type { ModuleKind, Overrides } from "../rules/semantics.ts";
import { InPlaceLoop } from "./in-place-loop.ts";
import type { Jitter, Job, LoopObserver, LoopOwner, Queued, Task, Timer, WaitKind } from "./job.ts";
import { isTimerOfNode, MisconceptionTimers } from "./misconception-timers.ts";

const microtasksPerTurn = { "one-a-turn": 1, "ten-a-turn": 10 };

/** The event loop under misconceptions about it. Each override of a method is a different order of jobs. */
export class MisconceptionLoop extends InPlaceLoop {
  readonly #overrides: Overrides;
  readonly #orderOf = new Map<Timer, number>();
  #isInTimersPhase = false;

  constructor(overrides: Overrides, owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null) {
    super(owner, jitter, observer, new MisconceptionTimers(overrides));
    this.#overrides = overrides;
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

  protected override setTimer(timer: Timer): void {
    if (!(isTimerOfNode(timer.wait) && this.#runsAtOnce(timer))) this.pending.add(timer);
  }

  /** Whether the running code is not asynchronous because it has no `async` and `await`. */
  get #isSynchronous(): boolean {
    return this.#overrides.codeWithoutAsync === "synchronous" && !this.owner.inAsyncCode;
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
    super.run(job);
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
  }

  protected override turn(): void {
    const { queues, nextTick } = this.#overrides;
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
    } while (!this.stopped && !leavesTicks && this.ticks.length > 0);
    if (!this.stopped) this.checkRejections();
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

  protected override runTimers(): void {
    const before = this.#isInTimersPhase;
    this.#isInTimersPhase = true;
    super.runTimers();
    this.#isInTimersPhase = before;
  }

  protected override betweenCallbacks(): void {
    const isDelayed = this.#overrides.drain === "after-each-phase" && this.#isInTimersPhase;
    if (!isDelayed) super.betweenCallbacks();
  }

  protected override check(): void {
    const { zeroTimerAndImmediate, microtaskDrain } = this.#overrides;
    if (zeroTimerAndImmediate === "timer-first") this.#runZeroTimers();
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
      if (queues !== "timers-first" && !this.stopped) this.drain();
    }
  }

  protected override fire(timer: Timer): void {
    this.pending.noteFired(timer);
    super.fire(timer);
  }
}

function byReadiness(one: Omit<Queued, "job">, other: Omit<Queued, "job">): number {
  return one.readyAt - other.readyAt || one.order - other.order;
}
