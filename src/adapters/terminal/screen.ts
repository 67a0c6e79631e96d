import { createInterface, type Interface } from "node:readline";
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
  return {
    look: () => ({ columns: columnsOf(isWindow ? output.columns : undefined), colours }),
    lines: linesOf(reader, () => {
      waits = false;
    }),
    print: (text) => {
      if (isWindow && waits) clearLine(output);
      output.write(text);
      if (isWindow && waits) reader.prompt(true);
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

/** Ctrl-C and Ctrl-D both end the lines; what was answered is kept either way. */
function linesOf(reader: Interface, taken: () => void): AsyncIterable<string> {
  reader.on("SIGINT", () => reader.close());
  const lines = reader[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const line = await lines.next();
        taken();
        return line;
      },
    }),
  };
}

function clearLine(output: NodeJS.WriteStream): void {
  output.write("\r\u001b[K");
}
