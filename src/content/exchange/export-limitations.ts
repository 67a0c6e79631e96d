import { programOf, type Question } from "../../engine/question/question.ts";
import { mistakesBeyond } from "./csv/csv-write.ts";
import type { ToldQuestion } from "./export-question.ts";

export const exportFormats = ["gift", "csv", "anki"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Something that a format cannot hold, and how often the bank has it. */
export interface Loss {
  readonly count: number;
  /** Said after the count. */
  readonly what: readonly [one: string, many: string];
  /** Why, or what stands there instead. */
  readonly instead: string;
}

interface Exported {
  readonly format: ExportFormat;
  readonly questions: readonly Question[];
  readonly told: readonly ToldQuestion[];
  /** How many templates the bank has. */
  readonly templates: number;
}

/** What does not come along; only what there is of it. */
export function lossesOf(exported: Exported): readonly Loss[] {
  const { format, told, templates } = exported;
  const losses: Loss[] = [
    {
      count: templates,
      what: ["template", "templates"],
      instead: "a template makes endless questions and is not one",
    },
    {
      count: exported.questions.filter(hasDepartures).length,
      what: ["program question: its steps", "program questions: their steps"],
      instead: "where a belief and the machine part is told in the feedback's words",
    },
    ...(format === "csv" ? [lostMistakes(told)] : [lostTies(told)]),
    ...(format === "gift" ? [lostOrders(told)] : []),
    ...(format === "anki" ? [lostGrading(told)] : []),
  ];
  return losses.filter(({ count }) => count > 0);
}

function hasDepartures(question: Question): boolean {
  if (programOf(question) === null) return false;
  const wrong = question.kind === "ordering" ? question.mistakes : question.kind === "choose-all" ? [] : question.wrong;
  return wrong.some((answer) => "departure" in answer && answer.departure !== null);
}

function lostTies(told: readonly ToldQuestion[]): Loss {
  const beliefsOf = ({ form }: ToldQuestion) =>
    (form.type === "order" ? form.mistakes : form.choices).map(({ misconceptions }) => misconceptions);
  return {
    count: told.flatMap(beliefsOf).filter((beliefs) => beliefs.length > 0).length,
    what: ["wrong answer's misconceptions", "wrong answers' misconceptions"],
    instead: "the tags name them for the question as a whole",
  };
}

function lostOrders(told: readonly ToldQuestion[]): Loss {
  return {
    count: told.flatMap(({ form }) => (form.type === "order" ? form.mistakes : [])).length,
    what: ["refutation of a wrong order", "refutations of wrong orders"],
    instead: "an order becomes a matching question, which has no feedback for an order",
  };
}

function lostMistakes(told: readonly ToldQuestion[]): Loss {
  return {
    count: told.reduce((sum, { form }) => sum + (form.type === "order" ? mistakesBeyond(form) : 0), 0),
    what: ["wrong order beyond the fourth", "wrong orders beyond the fourth"],
    instead: "there are columns for four",
  };
}

function lostGrading(told: readonly ToldQuestion[]): Loss {
  return {
    count: told.length,
    what: ["question's buttons", "questions' buttons"],
    instead: "a card shows the choices, and whoever learns says whether they knew",
  };
}
