/** What only this chat says. */
export const slackWords = {
  modalTitle: "async-quiz",
  close: "Close",
  cancel: "Cancel",
  wait: "One moment…",
  broken: "Something broke on my side, and it is written down for whoever runs me. Please try again.",
  formLate: "The form could not open in time. Please ask for it once more.",
  windowLate: "⚠️ I could not open that in time: Slack gives me three seconds. Nothing is lost; press it once more.",
  roleUnknown: "Slack did not tell me in time whether you are an admin here. Nothing was changed; please try again.",
  /** Around the channel's name. */
  invite: {
    before: "I am not in ",
    after: " yet, so I cannot post there. Type in that channel: /invite @async-quiz",
  },
  willPost: "The daily question will come in this channel. Only you see this line.",
} as const;
