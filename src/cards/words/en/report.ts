export const report = {
  button: "Report this question",
  formTitle: "Report a question",
  formIntro: "What is wrong? Your report goes to the bot's operator. Your name isn't included.",
  reason: { label: "What is wrong", hint: "choose what fits best" },
  note: (most: number) => ({ label: "In your own words", hint: `optional, at most ${most} characters` }),
  reasons: {
    "wrong-key": "The answer marked as right is wrong",
    "unclear-wording": "The text is unclear",
    "code-differs": "The code doesn't do what the question says",
    "typing-mistake": "There is a typo",
    "something-else": "Something else",
  },
  submit: "Send",
  thanksTitle: "Thank you",
  thanks:
    "The bot's operator gets your report, without your name. If you report this question again, the new report " +
    "replaces this one.",
};
