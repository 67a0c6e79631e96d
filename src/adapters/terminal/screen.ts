import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from "node:readline";
import { columnsOf, type ScreenOptions } from "./render.ts";

/** The parts of `process.stdin` that a screen uses. */
export type ScreenInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** The parts of `process.stdout` that a screen uses. */
export type ScreenOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly hasColors?: () => boolean;
};

/** A person's terminal window, or a pipe. */
export interface TextScreen {
  readonly isWindow: boolean;
  readonly options: () => ScreenOptions;
  /** The typed lines, until the input ends. */
  readonly lines: AsyncIterable<string>;
  /** Prints above the line that is being typed. */
  print(text: string): void;
  /** Prompts for a line. */
  prompt(label: string): void;
  close(): void;
}

/** Completes a line that is being typed. */
type Complete = (typed: string) => Promise<readonly string[]>;

export const usualPrompt = "async-quiz> ";

export function openScreen(input: ScreenInput, output: ScreenOutput, complete: Complete): TextScreen {
  const isWindow = Boolean(input.isTTY && output.isTTY);
  const reader = createInterface({
    input,
    ...(isWindow ? { output } : {}),
    terminal: isWindow,
    completer: (typed: string, done: (error: null, found: [string[], string]) => void) => {
      complete(typed).then(
        (found) => done(null, [[...found], typed]),
        () => done(null, [[], typed]),
      );
    },
  });
  // `hasColors` respects NO_COLOR and TERM=dumb.
  const colours = isWindow && output.hasColors?.() === true;
  let isPrompting = false;
  let isClosed = false;
  // The reader of the output has closed it, as `head` does.
  output.on("error", () => {
    isClosed = true;
    reader.close();
  });
  return {
    isWindow,
    options: () => ({ columns: columnsOf(isWindow ? output.columns : undefined), colours }),
    lines: linesOf(reader, () => {
      isPrompting = false;
      return !isClosed;
    }),
    print: (text) => {
      if (isClosed) return;
      if (isWindow && isPrompting) printAbove(reader, output, text);
      else output.write(text);
    },
    prompt: (label) => {
      if (!isWindow) return;
      isPrompting = true;
      reader.setPrompt(label);
      reader.prompt();
    },
    close: () => reader.close(),
  };
}

/**
 * The lines of the input. Both Ctrl-C and Ctrl-D end them.
 *
 * @param onLine called for each line; false ends them
 */
function linesOf(reader: Interface, onLine: () => boolean): AsyncIterable<string> {
  reader.on("SIGINT", () => reader.close());
  const lines = reader[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const line = await lines.next();
        return onLine() ? line : { done: true, value: undefined };
      },
    }),
  };
}

/** Clears all rows of the line that is being typed, prints the text, and draws the line again below it. */
function printAbove(reader: Interface, output: ScreenOutput, text: string): void {
  const { rows } = reader.getCursorPos();
  moveCursor(output, 0, -rows);
  cursorTo(output, 0);
  clearScreenDown(output);
  // Before the reader draws, it moves up by as many rows as the line had. Without these rows it would clear the text.
  output.write(`${text}${"\n".repeat(rows)}`);
  reader.prompt(true);
}
