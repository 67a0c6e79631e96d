import type { Question } from "../../engine/question/question.ts";

/** What `async-quiz new` can create. */
export type NewFileKind = Question["kind"] | "misconception-entry" | "template";

const source = `source:
  title: "The page's name and section"
  url: https://nodejs.org/api/
`;

const written = (kind: string) => (id: string) =>
  `id: ${id}
kind: ${kind}
# 1 (first steps) to 3 (expert)
difficulty: 1
prompt: >-
  Three requests of 300 ms each start together on one thread, and no other work is done. After how long is the last
  reply there?
# At most 15 lines of 60 columns, always with language:; or remove both.
# code: |
#   await Promise.all(requests);
# language: javascript
choices:
  # The correct choice comes first. People see the choices shuffled.
  - text: "300 ms"
  - text: "900 ms"
    # The misconceptions that lead here; optional in your own questions.
    misconceptions: [waits-always-add]
    refutation: >-
      The waits run down together, so the longest counts and not their sum.
  - text: "100 ms"
    misconceptions: [async-means-faster]
    refutation: >-
      Starting requests together makes none of them shorter.
explanation: >-
  All three waits begin at once and end at once: 300 ms later.
${source}`;

const ofProgram = (kind: string, program: string, explanation: string) => (id: string) =>
  `id: ${id}
kind: ${kind}
difficulty: 2
# commonjs, or module for an ES module with await outside functions
module: module
# The question, its key and its wrong choices are computed from this.
program: |
${program}
explanation: >-
  ${explanation}
${source}`;

const output = `  setTimeout(() => console.log("tea"), 100);
  Promise.resolve().then(() => console.log("bread"));
  console.log("butter");
  queueMicrotask(() => console.log("jam"));`;

const timing = `  network(600);
  network(500);
  cpu(200);`;

const steps = (id: string) => `id: ${id}
kind: ordering
difficulty: 1
prompt: >-
  A program sets a timer of 100 ms and then calculates for 300 ms on the same thread. In which order does this happen?
# 3 to 5 steps in the correct order, which is the only right one.
# For a program whose printed lines are put in order, write program: instead of prompt:, steps: and mistakes:.
steps:
  - "the calculation begins"
  - "the timer is due"
  - "the calculation ends"
  - "the timer's callback runs"
mistakes:
  # A wrong order by the numbers of the steps, and the misconception that leads to it.
  - order: [1, 2, 4, 3]
    misconceptions: [timer-interrupts-code]
    refutation: >-
      A timer that is due interrupts nothing: its callback waits until the thread is free.
explanation: >-
  The calculation keeps the thread for 300 ms, so the callback has to wait though its timer was due after 100 ms.
${source}`;

const chooseAll = (id: string) => `id: ${id}
kind: choose-all
difficulty: 2
prompt: >-
  Which of these does one thread do at the same time as its own calculation?
# 3 to 5 choices; at least one is right and one is wrong.
choices:
  - text: "A request waits for its reply"
    right: "yes"
    refutation: >-
      This belongs: the network does the waiting, and the thread is free for other work.
  - text: "A timer runs down"
    right: "yes"
    refutation: >-
      This belongs: time passes by itself; only the callback needs the thread.
  - text: "The callback of a timer runs"
    right: "no"
    misconceptions: [timer-interrupts-code]
    refutation: >-
      A callback needs the thread, which is busy with the calculation until that ends.
explanation: >-
  Waits need no thread; callbacks do.
${source}`;

const template = (id: string) => `id: ${id}
# output, timing or ordering
kind: output
topic: event-loop
difficulty: 2
# The misconceptions that its questions show, the main one first.
misconceptions: [timers-before-promises]
module: commonjs
# Write a slot into the program as its name in double braces. A variant uses one of its texts.
slots:
  ready:
    - Promise.resolve()
    - Promise.resolve(7)
# Names and texts that belong together. A variant uses all texts of one story.
stories:
  - made: tea is served
    more: light the candle
    main: greet the guest
    later: close the cafe
  - made: photo is shown
    more: draw the frame
    main: open the album
    later: show the next
# A variant puts these pieces at {{mixed}} in random order. Ready-made slots: {{word1}} to {{word8}},
# {{time1}} to {{time4}}, {{n1}} to {{n4}}. Lines of a variant have at most 44 columns.
mixed:
  - setTimeout(console.log, 0, "{{later}}");
  - |-
    {{ready}}.then(() => {
      console.log("{{made}}");
    });
  - |-
    queueMicrotask(() => {
      console.log("{{more}}");
    });
program: |
  {{mixed}}
  console.log("{{main}}");
explanation: >-
  Microtasks run before any timer, and the script runs before both.
${source}`;

const misconception = (id: string) => `id: ${id}
belief: "A timer of 0 ms runs at once."
tempting: >-
  Zero looks like no time at all.
truth: >-
  Its callback is queued, and runs after the script and the microtasks.
# For a built-in misconception, a program may prove it wrong: program: and module:, see quizzes/README.md.
topic: blocking
prerequisites: []
sources:
  - title: "The page's name and section"
    url: https://nodejs.org/api/
`;

/** Valid files, with comments that say what to change. */
export const newFile: Readonly<Record<NewFileKind, (id: string) => string>> = {
  misconception: written("misconception"),
  scenario: written("scenario"),
  output: ofProgram("output", output, "The script ends first, then come the microtasks, and the timer last."),
  timing: ofProgram(
    "timing",
    timing,
    "Both waits overlap with each other and with the calculation. The longest one decides: 600 ms.",
  ),
  ordering: steps,
  "choose-all": chooseAll,
  "misconception-entry": misconception,
  template,
};
