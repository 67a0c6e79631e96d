/**
 * Limits an `LRUCache` to this many entries. Its own `max` reserves memory for all of them at once: with the tens of
 * thousands that the chats may remember, that took a twentieth of the bot's start.
 */
export function entriesUpTo(most: number): { readonly maxSize: number; readonly sizeCalculation: () => number } {
  return { maxSize: most, sizeCalculation: () => 1 };
}
