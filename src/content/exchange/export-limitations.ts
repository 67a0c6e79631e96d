import { mistakesBeyond } from "./csv-write.ts";
import type { ExportQuestion } from "./export-question.ts";

export const exportFormats = ["gift", "csv", "anki"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Something that a format cannot represent, and how often the bank contains it. */
export interface ExportLimitation {
  readonly count: number;
  /** The noun after the count. */
  readonly what: readonly [one: string, many: string];
  /** Why, or what the export contains instead. */
  readonly instead: string;
}

interface ExportedBank {
  readonly format: ExportFormat;
  readonly exported: readonly ExportQuestion[];
  /** The number of templates in the bank. */
  readonly templates: number;
}

/** What this export of the bank leaves out. */
export function exportLimitations(bank: ExportedBank): readonly ExportLimitation[] {
  const { format, exported, templates } = bank;
  const limitations: ExportLimitation[] = [
    {
      count: templates,
      what: ["template", "templates"],
      instead: "a template generates new questions each time",
    },
    ...(format === "csv" ? [mistakesWithoutColumn(exported)] : [misconceptionsOfAnswers(exported)]),
    ...(format === "gift" ? [refutedOrders(exported)] : []),
    ...(format === "anki" ? [grading(exported)] : []),
  ];
  return limitations.filter(({ count }) => count > 0);
}

function misconceptionsOfAnswers(exported: readonly ExportQuestion[]): ExportLimitation {
  const misconceptionsOf = ({ form }: ExportQuestion) =>
    (form.type === "order" ? form.mistakes : form.choices).map(({ misconceptions }) => misconceptions);
  return {
    count: exported.flatMap(misconceptionsOf).filter((ids) => ids.length > 0).length,
    what: ["wrong answer's misconceptions", "wrong answers' misconceptions"],
    instead: "the tags name them for the question as a whole",
  };
}

function refutedOrders(exported: readonly ExportQuestion[]): ExportLimitation {
  return {
    count: exported.flatMap(({ form }) => (form.type === "order" ? form.mistakes : [])).length,
    what: ["refutation of a wrong order", "refutations of wrong orders"],
    instead: "an ordering question becomes a matching question, which has no feedback for an order",
  };
}

function mistakesWithoutColumn(exported: readonly ExportQuestion[]): ExportLimitation {
  return {
    count: exported.reduce((sum, { form }) => sum + (form.type === "order" ? mistakesBeyond(form) : 0), 0),
    what: ["wrong order beyond the fourth", "wrong orders beyond the fourth"],
    instead: "the columns hold four",
  };
}

function grading(exported: readonly ExportQuestion[]): ExportLimitation {
  return {
    count: exported.length,
    what: ["question's buttons", "questions' buttons"],
    instead: "a card shows the choices, and learners grade themselves",
  };
}
