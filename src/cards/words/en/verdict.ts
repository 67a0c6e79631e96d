import { counted, ordinal } from "./format.ts";

/** `A and C` for `A, C`. */
function listed(letters: string): string {
  return letters.replace(/, (?=[^,]*$)/, " and ");
}

function be(letters: string): string {
  return letters.includes(",") ? "are" : "is";
}

export const verdict = {
  right: "Right!",
  wrong: (letter: string, right: string) => `Not ${letter}: ${right} is right`,
  unknown: (right: string) => `No problem: it's ${right}`,
  unknownSet: (right: string) => `No problem: ${listed(right)} ${be(right)} right`,
  unknownOrder: "No problem: here is the order",
  /** The first step that differs, from 0. */
  wrongOrder: (step: number) => `Not quite: a different step comes ${ordinal(step)}`,
  /** What was right, wrong and missing in a set of letters; an empty text for none. */
  wrongSet: (right: string, wrong: string, missing: string) => {
    const first = right && `${listed(right)} ${be(right)} right`;
    const second = wrong && `${listed(wrong)} ${be(wrong)} not${right === "" ? " right" : ""}`;
    const third = missing && `${listed(missing)} ${be(missing)} missing`;
    if (first && second && third) return `Not quite: ${first}, ${second}, and ${third}`;
    const parts = [first, second, third].filter(Boolean);
    return `Not quite: ${parts.join(right === "" ? ", and " : ", but ")}`;
  },
  doesNotBelong: (letter: string) => `${letter} is not right:`,
  belongs: (letter: string) => `${letter} is right:`,
  mostWhoChoose: (letter: string) => `Most people who choose ${letter} think:`,
  mostWhoAnswerThis: "Most people who answer this think:",
  youThought: "You thought:",
  /** When several misconceptions lead to the answer, before any of them is explained. */
  whichOfThese: "Which of these did you think?",
  noneOfThese: "None of these",
  /** When one misconception leads to almost the same answer. */
  didYouThink: "Did you think this?",
  yes: "Yes",
  no: "No",
  replyCounts: "Your reply costs no points. You'll see the explanation next.",
  noneFits: "No known misconception fits your answer.",
  truth: "What is true:",
  /** For a right answer that corrects a misconception, before and after the misconception itself. */
  corrected: {
    before: "You used to think “",
    after: (corrected: number, of: number) => `”: corrected (${corrected} of ${of}).`,
  },
  earned: (points: number) => `+${counted(points, "point")}.`,
  earnedNothingAgain: "No points: you have answered this question before.",
  firstAnswerStands: "Only your first answer counts.",
  closed: (day: string, time: string, zone: string) => `This question closed on ${day} at ${time} (${zone}).`,
  closedTitle: "Closed",
  next: "Next",
  nextQuestion: "Next question",
  similar: "One more like this",
  more: "More",
  practise: "Practice this question",
  mark: {
    right: "right answer",
    "picked-right": "your answer, right",
    "picked-wrong": "your answer, wrong",
    missed: "you missed this one",
    /** At the first step of the right order that differs from the answer. */
    stepDiffers: (other: string) => `you put ${other} here`,
  },
};

/** What the button "More" opens. */
export const more = {
  title: "More about this question",
  tempting: "Why people think so",
  whyRight: (letter: string) => `Why ${letter} is right`,
  whyRightAnswer: "Why this is right",
  wrong: "Your answer",
  question: "The question",
  timeline: "Who waits for what",
  source: "Source:",
  howSure: "How sure were you?",
  whyHowSure: "You don't have to say. If you were sure and wrong, a question about it comes up first.",
  sure: "I was sure",
  guess: "I guessed",
  /** After each of them: to a right answer, to one that shows a misconception, and to any other wrong one. */
  said: {
    sure: {
      right: "You were sure, and you were right.",
      shown: "You were sure, so a question about this comes up first.",
      wrong: "You were sure. That makes the explanation worth a second look.",
    },
    guess: {
      right: "You guessed, so this answer counts less as a sign of what you know. The points are yours.",
      shown: "You guessed, so this answer counts less as a sign of what you think.",
      wrong: "You guessed, so this answer counts less as a sign of what you think.",
    },
  },
  whyThis: "Why this question?",
  because: {
    first: "It is one of the first questions of its topic.",
    similar: "You asked for one more like the last question.",
  },
  /** Before and after a misconception. */
  becauseOf: {
    return: { before: "A recent answer of yours fits “", after: "”, so another question about it came soon after." },
    review: { before: "It was time to review “", after: "”, which an earlier answer of yours fits." },
    likely: { before: "Your earlier answers fit “", after: "”" },
    chosen: { before: "You chose to work on “", after: "”" },
    unclear: { before: "Its answer helps to tell whether you think “", after: "”" },
  },
};
