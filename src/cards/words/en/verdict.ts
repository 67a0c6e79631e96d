import { counted } from "./format.ts";

export const verdict = {
  right: "Right!",
  wrong: (letter: string) => `Not ${letter}`,
  unknown: "No problem",
  rightAnswer: (letter: string) => `The right answer is ${letter}.`,
  rightOrder: (letters: string) => `The right order is ${letters}.`,
  wrongOrder: (letters: string) => `Not ${letters}`,
  /** What was right, wrong and missing in a set of letters; an empty text for none. */
  wrongSet: (right: string, wrong: string, missing: string) => {
    const is = (letters: string) => (letters.includes(",") ? "are" : "is");
    const parts = [
      right && `${right} ${is(right)} right`,
      wrong && `${wrong} ${is(wrong)} wrong`,
      missing && `${missing} ${is(missing)} missing`,
    ];
    return `Not quite: ${parts.filter(Boolean).join("; ")}.`;
  },
  misconceptionBehindAnswer: "The misconception behind your answer",
  whyRightAnswer: "Why this is right",
  doesNotBelong: (letter: string) => `${letter} does not belong:`,
  belongs: (letter: string) => `${letter} belongs:`,
  misconceptionBehind: (letter: string) => `The misconception behind ${letter}`,
  /** When several misconceptions lead to the answer, before any of them is explained. */
  whichOfThese: "Which of these did you think?",
  noneOfThese: "None of these",
  /** When one misconception leads to almost the same answer. */
  didYouThink: "Did you think this?",
  yes: "Yes",
  no: "No",
  replyCounts: "Your reply costs no points, and there is no hurry. Then you see why.",
  noneFits: "No known misconception fits your answer.",
  tempting: "Why people think so:",
  here: "Here:",
  truth: "What is true:",
  whyRight: (letter: string) => `Why ${letter} is right`,
  source: "Source:",
  earned: (points: number) => `+${counted(points, "point")}`,
  earnedNothingAgain: "No points: you have answered this question before.",
  earnedNothing: "No points. You will see this question again.",
  firstAnswerStands: "Only your first answer counts.",
  closed: (day: string, time: string, zone: string) => `This question closed on ${day} at ${time} (${zone}).`,
  closedTitle: "Closed",
  next: "Next question",
  practise: "Practice this question",
  mark: {
    right: "right answer",
    "picked-right": "your answer, right",
    "picked-wrong": "your answer, wrong",
    missed: "you missed this one",
  },
};
