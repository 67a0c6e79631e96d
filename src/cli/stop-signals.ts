/** A terminal's Ctrl-C reaches a program that npm started twice: by the terminal and by npm. */
const sameKeyPress = 1_000;

/**
 * Calls `stop` at the first SIGINT or SIGTERM. A second signal within a second is the same key press; a later one
 * means that somebody will not wait, and ends the program at once.
 */
export function onStopSignal(stop: () => void): void {
  let since: number | null = null;
  const heard = () => {
    if (since === null) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > sameKeyPress) {
      process.exit(1);
    }
  };
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
}
