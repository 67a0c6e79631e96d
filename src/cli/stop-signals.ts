/** Under npm, one Ctrl-C arrives twice: from the terminal and from npm. */
const sameKeyPressMs = 1_000;

/**
 * Calls `stop` at the first SIGINT or SIGTERM. A second signal within a second counts as the same key press; a later
 * one ends the process at once.
 */
export function onStopSignal(stop: () => void): void {
  let since: number | null = null;
  const onSignal = () => {
    if (since === null) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > sameKeyPressMs) {
      process.exit(1);
    }
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
