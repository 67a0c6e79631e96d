import fc from "fast-check";
import { type LearningObjective, positionOf, topics } from "../../../src/engine/question/curriculum.ts";
import type { MisconceptionId, QuestionId } from "../../../src/engine/question/ids.ts";
import type {
  ChooseAllQuestion,
  Question,
  StepsQuestion,
  WrittenQuestion,
} from "../../../src/engine/question/question.ts";

/** The misconceptions that its wrong answers may show; they have no prerequisites. */
export const knownMisconceptions = ["waits-always-add", "async-means-faster"] as MisconceptionId[];

/** Characters with a meaning in the formats, and texts that people write. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("wait", "the", "a", "1", "300 ms", " ", "  ", ". ", ", ", "\u00a0") },
  { weight: 3, arbitrary: fc.constantFrom("~", "=", "#", "{", "}", ":", "\\", "\\n", "`", "`x`", '"', "'", ",", ";") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "->",
      "=>",
      "%50%",
      "//",
      "::",
      "####",
      "[html]",
      "$CATEGORY: x",
      "TRUE",
      "<b>",
      "</code>",
      "<!--",
      "&lt;",
      "&&058;",
      "&#32;",
      "Source: ",
      "https://a.b/c",
      "@",
      "+1",
      "-1",
      "'=1",
      "\uff1d",
      "🦊",
      "é",
      "[tag:x]",
      "```",
      "null",
      "- ",
      ": ",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }) },
);

const forbidden = /(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2028\u2029]/u;

/** One paragraph, as our files contain it. */
const anyText: fc.Arbitrary<string> = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => [...pieces.join("")].slice(0, 50).join("").trim())
  .filter((text) => text !== "" && !forbidden.test(text));

const anyCode: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom("", "  ", "    "), fc.oneof(anyText, fc.constant("")), fc.constantFrom("", " ")), {
    minLength: 1,
    maxLength: 8,
  })
  .map((lines) =>
    lines
      .map((parts) => parts.join(""))
      .join("\n")
      .trimEnd(),
  )
  .filter((code) => code !== "");

function different(min: number, max: number): fc.Arbitrary<string[]> {
  const plainly = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[ .]+$/, "")
      .trim();
  return fc.uniqueArray(anyText, { minLength: min, maxLength: max, selector: plainly });
}

const someMisconceptions = fc.subarray(knownMisconceptions);
const objectives = fc.subarray<LearningObjective>(["A1", "A2", "A17"]);

function complete<QuestionType extends Question>(
  parts: fc.Arbitrary<
    Omit<QuestionType, "id" | "topic" | "difficulty" | "explanation" | "source" | "position" | "idea" | "about">
  >,
): fc.Arbitrary<AnyQuestion> {
  return fc
    .record({
      parts,
      topic: fc.constantFrom(...topics),
      difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
      explanation: anyText,
      title: anyText,
      url: fc.constantFrom("https://example.org/a?b=c&d=%7Be%7D#f~g:h", "https://example.org/"),
      served: objectives,
      idea: fc.constantFrom(...knownMisconceptions),
    })
    .map(({ parts, topic, difficulty, explanation, title, url, served, idea }) => ({
      question: {
        id: "asked-here" as QuestionId,
        topic,
        difficulty,
        explanation,
        source: { title, url },
        position: positionOf(served),
        idea,
        about: [idea],
        ...parts,
      } as unknown as Question,
      objectives: served,
    }));
}

interface AnyQuestion {
  readonly question: Question;
  readonly objectives: readonly LearningObjective[];
}

const code = fc.option(anyCode.map((text) => ({ language: "javascript", text })));

const anyWritten = complete<WrittenQuestion>(
  fc
    .record({
      kind: fc.constantFrom("scenario" as const, "misconception" as const),
      prompt: anyText,
      code,
      texts: different(3, 5),
      refutations: fc.array(anyText, { minLength: 4, maxLength: 4 }),
      named: fc.array(someMisconceptions, { minLength: 4, maxLength: 4 }),
    })
    .map(({ texts: [right = "", ...wrong], refutations, named, ...presentation }) => ({
      ...presentation,
      right: { text: right },
      wrong: wrong.map((text, index) => ({
        text,
        misconceptions: named[index] ?? [],
        refutation: refutations[index] ?? "",
      })),
    })),
);

const anyChooseAll = complete<ChooseAllQuestion>(
  fc
    .record({
      prompt: anyText,
      code,
      texts: different(3, 5),
      refutations: fc.array(anyText, { minLength: 5, maxLength: 5 }),
      named: fc.array(someMisconceptions, { minLength: 5, maxLength: 5 }),
      rights: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ texts, refutations, named, rights, ...presentation }) => ({
      kind: "choose-all" as const,
      ...presentation,
      options: texts.map((text, index) => ({
        text,
        // The first is right and the last wrong; the others are random.
        right: index === 0 || (index < texts.length - 1 && (rights & (1 << index)) !== 0),
        misconceptions: named[index] ?? [],
        refutation: refutations[index] ?? "",
      })),
    })),
);

const anySteps = complete<StepsQuestion>(
  fc
    .record({
      prompt: anyText,
      texts: different(3, 5),
      refutation: anyText,
      misconceptions: someMisconceptions,
    })
    .map(({ prompt, texts, refutation, misconceptions }) => ({
      kind: "ordering" as const,
      program: null,
      prompt,
      items: texts.map((text) => ({ text })),
      mistakes: [{ order: [...texts.keys()].reverse(), misconceptions, refutation }],
    })),
);

export const anyQuestionInChoices = fc.oneof(anyWritten, anyChooseAll);
export const anyQuestionInWords = fc.oneof(anyWritten, anyChooseAll, anySteps);
