/** What only one chat says, around the bot's cards. */
export const slack = {
  modalTitle: "async-quiz",
  close: "Close",
  cancel: "Cancel",
  wait: "One moment…",
  formLate: "The form didn't open in time. Please try again.",
  windowLate: "⚠️ I couldn't open that in time: Slack allows three seconds. Nothing is lost. Please press it again.",
  roleUnknown: "Slack didn't tell me in time whether you are an admin here. Nothing was changed. Please try again.",
  /** Around the channel's name. */
  invite: {
    before: "I'm not in ",
    after: " yet, so I can't post there. In that channel, type: /invite @async-quiz",
  },
  willPost: "The daily question will appear in this channel. Only you can see this message.",
};

export const room = {
  bot: "async-quiz",
  botBadge: "bot",
  you: "you",
  yourCommand: "You asked:",
  onlyYou: "Only you can see this",
  cancel: "Cancel",
  choose: "Choose one",
  nameFirst: "Please enter your name first.",
  unreadable: "Something is wrong with this page. Please reload it.",
  tooLarge: "That text is too long. Please make it shorter.",
  notFromHere: "This room answers only its own page.",
  stopping: "The room is closing.",
};

export const terminal = {
  nothingChanged: "Nothing was changed.",
  codeHow: "To finish the program, type a line with only a dot. To cancel, do so on the first line.",
  fieldHow: "Press Enter to keep the value in brackets. Type a dot to cancel.",
  or: " or ",
};
