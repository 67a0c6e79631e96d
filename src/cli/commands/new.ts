import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type NewFileKind, newFile } from "../../content/question-files/new-file.ts";
import { inWords } from "../../content/yaml/fields.ts";
import { questionKinds } from "../../engine/question/question.ts";
import { isTopic, topics } from "../../engine/question/topic.ts";
import { ownFolder } from "../open-bank.ts";
import { codeOf } from "../program-file.ts";
import { Refused } from "../refused.ts";

/** What of the command line a kind is called, and what it starts. */
const kinds: Readonly<Record<string, NewFileKind>> = {
  ...Object.fromEntries(questionKinds.map((kind) => [kind, kind])),
  template: "template",
  belief: "misconception-entry",
};

/**
 * Starts a file that reads without a fault, to be changed by its author.
 * @throws Refused where it cannot be started; nothing is overwritten
 */
export async function startFile(kind: string, place: string, options: { into?: string | undefined }): Promise<void> {
  const starts = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (starts === undefined)
    throw new Refused([`There is no kind ${quote(kind)}: it is ${inWords(Object.keys(kinds))}.`]);
  const folder = options.into ?? ownFolder();
  if (folder === null) throw new Refused(["Where to? Name a folder with --into, or set QUIZZES_DIR."]);
  const { inner, id } = placeIn(starts, place);
  const file = join(folder, inner, `${id}.yaml`);
  await mkdir(dirname(file), { recursive: true }).catch((error) => refuse(file, error));
  await writeFile(file, newFile[starts](id), { flag: "wx" }).catch((error) => refuse(file, error));
  process.stdout.write(`${file} is started. Change it, then look at it: async-quiz preview ${file}\n`);
}

function placeIn(kind: NewFileKind, place: string): { readonly inner: string; readonly id: string } {
  const parts = place.replace(/\.yaml$/, "").split("/");
  const id = parts.at(-1) ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new Refused([`${quote(id)} is no id: write small letters, digits and single hyphens.`]);
  }
  const inner =
    { template: "templates", "misconception-entry": "misconceptions" }[kind as string] ?? parts.at(-2) ?? "";
  const isPlace = parts.length === 2 && isTopic(inner);
  if (isPlace || (parts.length === 1 && !isTopic(inner) && inner !== "")) return { inner, id };
  throw new Refused([`Write TOPIC/${id || "ID"}, with one of the topics ${topics.join(", ")}.`]);
}

function refuse(file: string, error: unknown): never {
  const isThere = codeOf(error) === "EEXIST";
  throw new Refused([
    isThere ? `${file} is there already; choose another id.` : `${file} cannot be written (${codeOf(error)}).`,
  ]);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
