import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from "node:readline";
import { columnsOf, type Look } from "./render.ts";

/** Where lines come from and texts go: a person at a window, or a pipe. */
export interface Screen {
  readonly look: () => Look;
  /** The typed lines, in order; ends with the input. */
  readonly lines: AsyncIterable<string>;
  /** Writes above what is being typed, which stays. */
  print(text: string): void;
  /** Shows that a line may be typed now. */
  prompt(label: string): void;
  close(): void;
}

/** What may follow a line that is being typed. */
export type Complete = (typed: string) => Promise<readonly string[]>;

export const usualPrompt = "async-quiz> ";

export function openScreen(input: NodeJS.ReadStream, output: NodeJS.WriteStream, complete: Complete): Screen {
  const isWindow = Boolean(input.isTTY && output.isTTY);
  const reader = createInterface({
    input,
    output: isWindow ? output : undefined,
    terminal: isWindow,
    completer: (typed: string, done: (error: null, found: [string[], string]) => void) => {
      complete(typed).then(
        (found) => done(null, [[...found], typed]),
        () => done(null, [[], typed]),
      );
    },
  } as Parameters<typeof createInterface>[0]);
  // Node knows NO_COLOR and windows that are dumb.
  const colours = isWindow && output.hasColors();
  let waits = false;
  let gone = false;
  // Whoever read the output has left, as `head` does: there is nobody to answer any more.
  output.on("error", () => {
    gone = true;
    reader.close();
  });
  return {
    look: () => ({ columns: columnsOf(isWindow ? output.columns : undefined), colours }),
    lines: linesOf(reader, () => {
      waits = false;
      return !gone;
    }),
    print: (text) => {
      if (gone) return;
      if (isWindow && waits) printAbove(reader, output, text);
      else output.write(text);
    },
    prompt: (label) => {
      if (!isWindow) return;
      waits = true;
      reader.setPrompt(label);
      reader.prompt();
    },
    close: () => reader.close(),
  };
}

/**
 * Ctrl-C and Ctrl-D both end the lines; what was answered is kept either way.
 *
 * @param goesOn called for each line; false ends them
 */
function linesOf(reader: Interface, goesOn: () => boolean): AsyncIterable<string> {
  reader.on("SIGINT", () => reader.close());
  const lines = reader[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const line = await lines.next();
        return goesOn() ? line : { done: true, value: undefined };
      },
    }),
  };
}

/** What is being typed may fill several rows: all of them make way, and all are drawn anew below the text. */
function printAbove(reader: Interface, output: NodeJS.WriteStream, text: string): void {
  const { rows } = reader.getCursorPos();
  moveCursor(output, 0, -rows);
  cursorTo(output, 0);
  clearScreenDown(output);
  // The reader goes up as many rows as it thinks it fills before it draws; without these it would wipe the text.
  output.write(`${text}${"\n".repeat(rows)}`);
  reader.prompt(true);
}
