import type { ModuleKind, NodeLine } from "../rules/semantics.ts";
import { Inputs } from "./inputs.ts";
import {
  isTimerOfNode,
  type Jitter,
  type Job,
  type LoopObserver,
  type LoopOwner,
  type Queued,
  type Task,
  type Timer,
  type WaitKind,
} from "./job.ts";
import { PendingTimers } from "./pending-timers.ts";

/**
 * The event loop of Node on a virtual clock: ticks, microtasks, timers, the poll phase and immediates.
 * Source: libuv `uv_run`, node/lib/internal/process/task_queues.js; measured on Node 20, 22 and 24.
 */
export class EventLoop {
  /** Virtual milliseconds since the program began. */
  now: number;
  stopped = false;
  readonly timers: PendingTimers;
  readonly ticks: Queued[] = [];
  readonly microtasks: Queued[] = [];
  readonly immediates: Queued[] = [];
  protected readonly inputs = new Inputs();
  protected readonly owner: LoopOwner;
  readonly #jitter: Jitter | null;
  readonly #observer: LoopObserver | null;
  #order = 0;
  /** How long the output stream takes to open. Only in some programs does that change anything. */
  openingMs = 0;
  /** Whether it does in this one. */
  opensBetweenTimers = false;
  #openedAt = -1;
  #dueAtOpening: readonly number[] = [];
  /** How many waits of host functions have begun. */
  hostWaits = 0;

  constructor(
    owner: LoopOwner,
    jitter: Jitter | null,
    observer: LoopObserver | null,
    timers: PendingTimers = new PendingTimers(),
  ) {
    this.owner = owner;
    this.now = jitter?.phase ?? 0;
    this.timers = timers;
    timers.began = (timer) => this.waitBegan(timer);
    this.#jitter = jitter;
    this.#observer = observer;
  }

  /** Runs the main script and everything that it schedules. */
  start(main: Job, module: ModuleKind, line: NodeLine): void {
    this.run(main);
    this.drainAfterMain(module);
    // Node does work of its own before it first looks at the timers.
    this.passStatement(5);
    // Node 20 evaluates an ES module inside the first turn, after that turn's look at the timers.
    const isLate = module === "module" && line === 20;
    const timersFirst = module === "module" && this.#jitter ? this.#jitter.runsTimersFirst() : !isLate;
    if (timersFirst) this.runTimers();
    for (let turns = 1; !this.stopped && this.#isAlive(); turns++) {
      this.owner.budget.turned(turns);
      this.turn();
    }
  }

  /** The body of an ES module is itself a microtask, so its microtasks run before its ticks. */
  protected drainAfterMain(module: ModuleKind): void {
    this.drain(module === "module");
  }

  /** One turn: wait for the next event, then input, immediates, timers. */
  protected turn(): void {
    if (!this.hasWaitingJobs()) this.sleepUntil(Math.min(this.timers.alarm, this.inputs.next()));
    this.poll();
    this.check();
    this.runTimers();
    this.drain();
  }

  /** Runs ticks and microtasks until both queues are empty, then looks for unhandled rejections. */
  drain(microtasksFirst = false): void {
    let ticksFirst = !microtasksFirst;
    do {
      if (ticksFirst) this.runTicks();
      ticksFirst = true;
      this.runMicrotasks();
    } while (!this.stopped && this.ticks.length > 0);
    if (!this.stopped) this.checkRejections();
  }

  addTick(job: Job): void {
    this.enqueue(this.ticks, job);
  }

  addMicrotask(job: Job): void {
    this.enqueue(this.microtasks, job);
  }

  /** Adds what the program passes to `queueMicrotask`. */
  addUserMicrotask(job: Job): void {
    this.addMicrotask(job);
  }

  addImmediate(job: Job): void {
    this.timers.delays.add(0);
    this.enqueue(this.immediates, job);
  }

  cancelImmediate(job: Job): void {
    const index = this.immediates.findIndex((queued) => queued.job === job);
    if (index >= 0) this.immediates.splice(index, 1);
  }

  /** Starts an input operation. Its job runs in a poll phase once the answer has arrived. */
  addInput(job: Job): void {
    this.timers.delays.add(-1 - this.nextOrder());
    this.owner.budget.queued(this.inputs.add(job, this.now, this.#jitter));
  }

  /**
   * Sets a timer, or begins a wait of a known length.
   * @param delay as the program gave it; Node replaces what is not in [1, 2^31) by 1 and drops fractions
   * @param start when the delay begins to count
   */
  addTimer(wait: WaitKind, delay: number, job: Omit<Job, "kind">, start: number = this.now): Timer {
    const isHostWait = !isTimerOfNode(wait);
    if (isHostWait) this.hostWaits++;
    const late = isHostWait ? (this.#jitter?.hostWait() ?? 0) : 0;
    const timer = this.timers.make(wait, delay + late, job, Math.floor(start));
    if (this.#isDecidedByOpening(timer)) this.opensBetweenTimers = true;
    this.setTimer(timer);
    return timer;
  }

  /**
   * Whether the opening of the stream decides which of two timers is first: one was set before the first line was
   * printed, and this one right after it, to be due a millisecond sooner.
   */
  #isDecidedByOpening(timer: Timer): boolean {
    if (this.#openedAt !== this.now) return false;
    return this.#dueAtOpening.includes(timer.start + timer.delay + 1);
  }

  protected setTimer(timer: Timer): void {
    this.timers.insert(timer, timer.start);
  }

  /** The running code keeps the thread busy. */
  block(task: Task, milliseconds: number): void {
    this.blockUntil(task, this.now, this.now + Math.max(0, milliseconds));
  }

  protected blockUntil(task: Task, from: number, until: number): void {
    this.now = Math.max(this.now, until);
    this.owner.budget.timePassed(this.now);
    this.#observer?.blocked(task, from, this.now);
  }

  /** The first line is printed. The stream opens, which takes longer than any statement. */
  passOpening(): void {
    this.now += this.#jitter?.opening() ?? this.openingMs;
    this.#openedAt = this.now;
    this.#dueAtOpening = this.timers.all().map(({ due }) => due);
  }

  /** Statements begin, or something that takes as long. */
  passStatement(count = 1): void {
    for (let passed = 0; this.#jitter !== null && passed < count; passed++) this.now += this.#jitter.statement();
  }

  #isAlive(): boolean {
    return this.hasWaitingJobs() || this.inputs.next() < Number.POSITIVE_INFINITY || this.timers.keepAlive;
  }

  protected hasWaitingJobs(): boolean {
    return this.ticks.length + this.microtasks.length + this.immediates.length > 0;
  }

  protected nextOrder(): number {
    return this.#order++;
  }

  protected enqueue(queue: Queued[], job: Job): void {
    queue.push({ job, readyAt: this.now, order: this.nextOrder() });
    this.owner.budget.queued(queue.length);
  }

  protected run(job: Job): void {
    this.#observer?.began(job, this.now);
    job.run();
    this.#observer?.ended(job, this.now);
  }

  protected runNext(queue: Queued[]): void {
    const queued = queue.shift();
    if (queued !== undefined) this.run(queued.job);
  }

  protected runTicks(): void {
    while (this.ticks.length > 0 && !this.stopped) this.runNext(this.ticks);
  }

  protected runMicrotasks(): void {
    while (this.microtasks.length > 0 && !this.stopped) this.runNext(this.microtasks);
  }

  protected checkRejections(): void {
    if (this.owner.endsByRejection()) this.stopped = true;
  }

  /** The poll phase: handles input in the order of its arrival. */
  protected poll(): void {
    for (const job of this.inputs.ready(this.now)) {
      if (this.stopped) return;
      this.inputs.take(job);
      this.run(job);
      if (!this.stopped) this.drain();
    }
  }

  /** The check phase: runs the immediates that were set before it. */
  protected check(): void {
    if (this.immediates.length === 0) return;
    const waiting = this.immediates.splice(0);
    for (const [index, { job }] of waiting.entries()) {
      if (index > 0) this.betweenCallbacks();
      if (this.stopped) return;
      this.run(job);
    }
    if (!this.stopped) this.drain();
  }

  /** Runs due timers. Since Node 11, ticks and microtasks run after each of them. */
  protected runTimers(): void {
    this.timers.runDue({
      clock: () => this.now,
      fire: (timer) => this.fire(timer),
      between: () => this.betweenCallbacks(),
      after: () => this.drain(),
      isRunning: () => !this.stopped,
    });
  }

  /** Runs between two callbacks of one phase. */
  protected betweenCallbacks(): void {
    if (!this.stopped) this.drain();
  }

  /** An interval counts its next delay from the start of its callback. */
  protected fire(timer: Timer): void {
    const began = Math.floor(this.now);
    this.run(timer);
    if (timer.repeats && !timer.cancelled) this.timers.insert(timer, began);
  }

  protected waitBegan(timer: Timer): void {
    this.owner.budget.timerSet(this.timers.size);
    this.#observer?.waitBegan(timer);
  }

  protected sleepUntil(time: number): void {
    if (time <= this.now || time === Number.POSITIVE_INFINITY) return;
    this.now = time + (this.#jitter?.wake() ?? 0);
    this.owner.budget.timePassed(this.now);
  }
}
