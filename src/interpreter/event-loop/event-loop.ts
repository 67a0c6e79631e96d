import type { ModuleKind, NodeLine, Semantics } from "../rules/semantics.ts";
import { Inputs } from "./inputs.ts";
import type { Jitter, Job, LoopObserver, LoopOwner, Queued, Task, Timer, WaitKind } from "./job.ts";
import { type LoopParts, MistakenOrders } from "./mistaken-orders.ts";
import { PendingTimers } from "./pending-timers.ts";

/**
 * The event loop of Node on a virtual clock: ticks, microtasks, timers, the poll phase and immediates.
 * Source: libuv `uv_run`, node/lib/internal/process/task_queues.js; measured on Node 20, 22 and 24.
 */
export class EventLoop {
  /** Virtual milliseconds since the program began. */
  now = 0;
  stopped = false;
  readonly timers: PendingTimers;
  readonly ticks: Queued[] = [];
  readonly microtasks: Queued[] = [];
  readonly immediates: Queued[] = [];
  /** What was asked of the disk, with the time at which the answer is there. */
  readonly #inputs = new Inputs();
  #order = 0;
  readonly #mistaken: MistakenOrders;
  readonly #semantics: Semantics;
  readonly #owner: LoopOwner;
  readonly #jitter: Jitter | null;
  readonly #observer: LoopObserver | null;

  constructor(semantics: Semantics, owner: LoopOwner, jitter: Jitter | null, observer: LoopObserver | null) {
    this.#semantics = semantics;
    this.#owner = owner;
    this.#jitter = jitter;
    this.now = jitter?.phase ?? 0;
    this.timers = new PendingTimers(semantics, (timer) => this.#waitBegan(timer));
    this.#mistaken = new MistakenOrders(this.#parts());
    this.#observer = observer;
  }

  /** Whether what runs now was handed over to run later, and a mind has it run at once. */
  get runsInScript(): boolean {
    return this.#mistaken.runsInScript;
  }

  /** Runs the main script and everything that it leaves behind. */
  start(main: Job, module: ModuleKind, line: NodeLine): void {
    const microtasksFirst = module === "module" && this.#semantics.moduleTicks === "after-microtasks";
    this.#run(main);
    this.drain(microtasksFirst);
    // Node does work of its own before it first looks at the timers.
    this.passStatement(5);
    // Node 20 evaluates an ES module inside the first turn, past its look at the timers.
    const late = module === "module" && line === 20;
    const looks = module === "module" && this.#jitter ? this.#jitter.looksAtTimersFirst() : !late;
    if (looks) this.#runTimers();
    for (let turns = 1; !this.stopped && this.#isAlive(); turns++) {
      this.#owner.budget.turned(turns);
      this.#turn();
    }
  }

  /** One turn: wait for the next event, then immediates, then timers. */
  #turn(): void {
    if (this.#mistaken.takesTurn()) return;
    if (this.#semantics.nextTick === "next-turn") this.#runTicks();
    if (!this.#waitingJobs()) this.#sleepUntil(Math.min(this.timers.alarm, this.#inputs.next()));
    this.#poll();
    if (this.#semantics.zeroTimerAndImmediate === "timer-first") this.#mistaken.runZeroTimers();
    this.#runImmediates();
    if (this.#mistaken.takesZeroForNow()) this.#mistaken.runZeroTimers();
    this.#runTimers();
    this.drain(false);
  }

  /** Ticks and microtasks until both are empty, as the semantics has it. */
  drain(microtasksFirst: boolean): void {
    if (this.#semantics.queues === "one-queue") {
      this.#checkRejections();
      return;
    }
    if (this.#semantics.queues === "timers-first") this.#mistaken.runZeroTimers();
    if (this.#semantics.immediate === "before-microtasks") this.#runImmediates();
    let ticksFirst = !microtasksFirst;
    const keepsTicks = this.#semantics.nextTick === "next-turn";
    do {
      if (ticksFirst && !keepsTicks) this.#runTicks();
      ticksFirst = true;
      if (!this.#runMicrotasks()) return;
    } while (!this.stopped && !keepsTicks && this.ticks.length > 0);
    if (!this.stopped) this.#checkRejections();
  }

  /** Microtasks at the end of a function, for the mind that takes them to run there. */
  drainMicrotasks(): void {
    while (this.microtasks.length > 0 && !this.stopped) this.#runNext(this.microtasks);
  }

  addTick(job: Job): void {
    this.#handOver(job, this.#semantics.nextTick, this.ticks);
  }

  addMicrotask(job: Job): void {
    this.#handOver(job, this.#semantics.microtask, this.microtasks);
  }

  /** What `queueMicrotask` is given. */
  addGivenMicrotask(job: Job): void {
    if (this.#semantics.queueMicrotask === "runs-now") this.#mistaken.runInScript(job);
    else this.addMicrotask(job);
  }

  /** A job that goes before all other microtasks, for the mind that takes a chain to run in one go. */
  addMicrotaskInFront(job: Job): void {
    this.microtasks.unshift({ job, readyAt: this.now, order: this.#order++ });
  }

  addImmediate(job: Job): void {
    this.timers.delays.add(0);
    this.#handOver(job, this.#semantics.immediate, this.immediates);
  }

  #handOver(job: Job, manner: string, queue: Queued[]): void {
    if (manner === "runs-now") this.#mistaken.runInScript(job);
    else this.#enqueue(queue, job);
  }

  /** Asks for input: its job runs in a poll phase once the answer is there. */
  addInput(job: Job): void {
    this.timers.delays.add(-1 - this.#order++);
    this.#owner.budget.queued(this.#inputs.add(job, this.now, this.#jitter));
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
    const start = begins ?? this.now;
    const timer = this.timers.make(wait, delay, job, Math.floor(start));
    const isReal = wait === "timer" || wait === "interval";
    if (!(isReal && this.#mistaken.runsAtOnce(timer))) this.timers.add(timer);
    return timer;
  }

  /** The running code keeps the thread for a while. */
  hold(task: Task, milliseconds: number): void {
    const from = this.now;
    const until = from + Math.max(0, milliseconds);
    if (this.#semantics.dueTimer === "interrupts") {
      // While a timer's own callback holds the thread, the alarm is off: nothing interrupts an interruption.
      while (!this.stopped && this.timers.alarm <= until) {
        this.now = Math.max(this.now, this.timers.alarm);
        this.#runTimers();
      }
    }
    this.now = Math.max(this.now, until);
    this.#owner.budget.timePassed(this.now);
    this.#observer?.held(task, from, this.now);
  }

  /** The first line is printed: the stream opens, which takes longer than any statement. */
  passOpening(): void {
    if (this.#jitter !== null) this.now += this.#jitter.opening();
  }

  /** Statements begin, or what takes as long as some. */
  passStatement(count = 1): void {
    for (let passed = 0; this.#jitter !== null && passed < count; passed++) this.now += this.#jitter.statement();
  }

  /** Runs the loop in the middle of running code until something holds, for minds that take code to wait there. */
  runUntil(holds: () => boolean): void {
    this.#mistaken.runUntil(holds);
  }

  #parts(): LoopParts {
    const { timers, ticks, microtasks, immediates } = this;
    return {
      semantics: this.#semantics,
      timers,
      ticks,
      microtasks,
      immediates,
      now: () => this.now,
      goesOn: () => !this.stopped,
      run: (job) => this.#run(job),
      hold: (task, milliseconds) => this.hold(task, milliseconds),
      fire: (timer) => this.#fire(timer),
      runImmediates: () => this.#runImmediates(),
      poll: () => this.#poll(),
      nextInput: () => this.#inputs.next(),
      drain: () => this.drain(false),
      checkRejections: () => this.#checkRejections(),
      sleepUntil: (time) => this.#sleepUntil(time),
    };
  }

  #isAlive(): boolean {
    return this.#waitingJobs() || this.#inputs.next() < Number.POSITIVE_INFINITY || this.timers.keepAlive;
  }

  #waitingJobs(): boolean {
    return this.ticks.length + this.microtasks.length + this.immediates.length > 0;
  }

  #enqueue(queue: Queued[], job: Job): void {
    queue.push({ job, readyAt: this.now, order: this.#order++ });
    this.#owner.budget.queued(queue.length);
  }

  #run(job: Job): void {
    this.#observer?.began(job, this.now);
    job.run();
    if (this.timers.hasUncounted) this.timers.countFrom(this.now);
    this.#observer?.ended(job, this.now);
  }

  #runNext(queue: Queued[]): void {
    const queued = queue.shift();
    if (queued !== undefined) this.#run(queued.job);
  }

  #runTicks(): void {
    while (this.ticks.length > 0 && !this.stopped) this.#runNext(this.ticks);
  }

  /** Whether the drain is over; not so where microtasks are left for later on purpose. */
  #runMicrotasks(): boolean {
    const limits = { "until-empty": Number.POSITIVE_INFINITY, "one-a-turn": 1, "ten-a-turn": 10 };
    const drain = this.#semantics.microtaskDrain;
    let left = drain === "those-waiting" ? this.microtasks.length : limits[drain];
    while (left > 0 && this.microtasks.length > 0 && !this.stopped) {
      this.#runNext(this.microtasks);
      if (this.#semantics.nextTick === "between-microtasks") this.#runTicks();
      left--;
    }
    return this.microtasks.length === 0;
  }

  #checkRejections(): void {
    if (this.#owner.endsByRejection()) this.stopped = true;
  }

  /** The poll phase: what has come in is handled, in the order in which it came. */
  #poll(): void {
    for (const job of this.#inputs.ready(this.now)) {
      if (this.stopped) return;
      this.#inputs.take(job);
      this.#run(job);
      if (!this.stopped) this.drain(false);
    }
  }

  #runImmediates(): void {
    const waiting = this.immediates.splice(0);
    for (const { job } of waiting) {
      if (this.stopped) return;
      this.#run(job);
      if (this.#semantics.drain === "after-each-callback" && !this.stopped) this.drain(false);
    }
    if (waiting.length > 0 && !this.stopped) this.drain(false);
  }

  #runTimers(): void {
    const drains = this.#semantics.drain === "after-each-callback";
    this.timers.runDue({
      clock: () => this.now,
      fire: (timer) => this.#fire(timer),
      between: () => {
        if (drains) this.drain(false);
      },
      after: () => this.drain(false),
      goesOn: () => !this.stopped,
    });
  }

  #fire(timer: Timer): void {
    const began = Math.floor(this.now);
    this.#run(timer);
    if (timer.repeats && !timer.cancelled) this.timers.insert(timer, began);
  }

  #waitBegan(timer: Timer): void {
    this.#mistaken.note(timer, this.#order++);
    this.#owner.budget.timerSet(this.timers.size);
    this.#observer?.waitBegan(timer);
  }

  #sleepUntil(time: number): void {
    if (time <= this.now || time === Number.POSITIVE_INFINITY) return;
    this.now = time + (this.#jitter?.wake() ?? 0);
    this.#owner.budget.timePassed(this.now);
  }
}
