/** Programs that are as heavy as the limits allow, each in another way. The number makes each program different. */
export const worstPrograms: Readonly<Record<string, (number: number) => string>> = {
  /** Steps: just below the limit in the true run and in each misconception's. */
  steps: (number) => `let sum = ${number}; for (let i = 0; i < 24000; i++) sum += i; console.log(sum);`,
  /** Data that crosses between threads: long queues in every step, much output. */
  queues: (number) => `
const tell = (i) => console.log("line " + i + " of ${number} " + "-".repeat(60));
for (let i = 0; i < 220; i++) Promise.resolve(i).then(tell);
for (let i = 0; i < 220; i++) process.nextTick(tell, i);
for (let i = 0; i < 220; i++) queueMicrotask(() => tell(i));`,
  /** Depth: long call stacks in every step. */
  depth: (number) => `
function down(depth) {
  if (depth === 0) return ${number};
  return down(depth - 1);
}
for (let i = 0; i < 3; i++) console.log(down(300));`,
  /** Texts: the longest ones allowed, printed until the output is full. */
  texts: (number) => `
const text = "${number} ".repeat(3000);
for (let i = 0; i < 8; i++) setImmediate(() => console.log(text));`,
};

/**
 * A program that is accepted but takes far longer than anybody waits, because it is run again and again to look for a
 * race.
 */
export const tooSlow = (number: number) => `// ${number}
for (let t = 1; t < 900; t++) setTimeout(() => { for (let i = 0; i < 15; i++); }, t * 100);`;
