/** A bar on a terminal, and a line now and then where there is none; on standard error. */
export function progressBar(total: number): (done: number, said: string) => void {
  const { isTTY } = process.stderr;
  const step = isTTY ? 1 : Math.max(1, Math.floor(total / 20));
  return (done, said) => {
    if (done % step !== 0 && done !== total) return;
    const counts = `${done} of ${total}, ${said}`;
    const bar = "#".repeat(Math.round((done / total) * 30)).padEnd(30, ".");
    process.stderr.write(isTTY ? `\r[${bar}] ${counts}${done === total ? "\n" : ""}` : `${counts}\n`);
  };
}
