const fnvPrime = 0x01000193;

/** A hash of a text as an integer in [0, 2^52): two 32-bit FNV-1a runs side by side. Not for secrets. */
export function textHash(text: string): number {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    first = Math.imul(first ^ code, fnvPrime);
    second = Math.imul(second ^ (code + index), fnvPrime);
  }
  return (first >>> 6) * 2 ** 26 + (second >>> 6);
}

/** An endless sequence of numbers in [0, 1) (Marsaglia's xorshift32). The same seed gives the same sequence. */
export function randomFrom(seed: number): () => number {
  let state = (seed ^ (seed / 2 ** 32)) | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Seeds that differ in a few bits start with similar numbers; a few rounds separate them.
  for (let round = 0; round < 8; round++) next();
  return next;
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const swapped = copy.splice(other, 1, ...copy.slice(last, last + 1));
    copy.splice(last, 1, ...swapped);
  }
  return copy;
}
