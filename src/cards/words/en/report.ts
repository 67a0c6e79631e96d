export const report = {
  button: "Report this question",
  formTitle: "Report a question",
  formIntro: "What is wrong with it? Whoever runs me reads your report, without your name.",
  reason: { label: "What is wrong", hint: "choose what fits best" },
  note: (most: number) => ({ label: "In your own words", hint: `may stay empty; at most ${most} characters` }),
  reasons: {
    "wrong-key": "The key is wrong: another answer is right",
    "unclear-wording": "The wording is unclear",
    "code-differs": "The code does not run as told",
    "typing-mistake": "There is a typing mistake",
    "something-else": "Something else",
  },
  submit: "Send",
  thanksTitle: "Thank you",
  thanks:
    "Your report is kept for whoever runs me, and makes the question better for everybody after you. If you report " +
    "it once more, the new report takes the place of this one.",
};
