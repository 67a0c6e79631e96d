import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Argument, Command } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { type NewFileKind, newFile } from "../../content/question-files/new-file.ts";
import { isTopic, topics } from "../../engine/question/curriculum.ts";
import { questionKinds } from "../../engine/question/question.ts";
import { fileError } from "../command-line.ts";
import { ownFolder } from "../config.ts";

const kinds: ReadonlyMap<string, NewFileKind> = new Map<string, NewFileKind>([
  ...questionKinds.map((kind) => [kind, kind] as const),
  ["template", "template"],
  // `misconception` is a kind of question.
  ["belief", "misconception-entry"],
]);

export function newCommand(): Command {
  return new Command("new")
    .description("start a file of your own: a question, a template or a misconception")
    .addArgument(
      new Argument("<kind>", "a kind of question, or template, or belief for a misconception file").choices([
        ...kinds.keys(),
      ]),
    )
    .argument("<name>", "TOPIC/ID for a question, ID for a template or a misconception")
    .option("--into <folder>", "the folder of your files (default: QUIZZES_DIR)")
    .action(async (kind: string, name: string, { into }: { readonly into?: string }) => {
      process.stdout.write(await startFile(kind, name, into ?? ownFolder()));
    });
}

/**
 * Creates a valid file for its author to change.
 * @throws OperatorError if it cannot be created; nothing is overwritten
 */
export async function startFile(kind: string, name: string, into: string | null): Promise<string> {
  const started = kinds.get(kind);
  if (started === undefined) throw new OperatorError(`There is no kind ${quote(kind)}.`);
  if (into === null) throw new OperatorError("Name the folder to write to: --into FOLDER, or set QUIZZES_DIR.");
  const { folder, id } = locationOf(started, name);
  const file = join(into, folder, `${id}.yaml`);
  const fail = (error: unknown) => {
    throw fileError("write", file, error);
  };
  await mkdir(dirname(file), { recursive: true }).catch(fail);
  await writeFile(file, newFile[started](id), { flag: "wx" }).catch(fail);
  return `Created ${file}. Change it, then look at it: async-quiz preview ${file}\n`;
}

function locationOf(kind: NewFileKind, name: string): { readonly folder: string; readonly id: string } {
  const [id = "", folder, ...more] = name
    .replace(/\.yaml$/, "")
    .split("/")
    .reverse();
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new OperatorError(`${quote(id)} is not an id: use lowercase letters, digits and single hyphens.`);
  }
  if (kind === "template" && folder === undefined) return { folder: "templates", id };
  if (kind === "misconception-entry" && folder === undefined) return { folder: "misconceptions", id };
  const isQuestion = kind !== "template" && kind !== "misconception-entry";
  if (isQuestion && folder !== undefined && isTopic(folder) && more.length === 0) return { folder, id };
  const wanted = isQuestion ? `TOPIC/${id}, with one of the topics ${topics.join(", ")}` : `${id}, without a folder`;
  throw new OperatorError(`Write ${wanted}.`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
