/** The one place of this chat. */
export const room = { workspace: "room", channel: "room", channelName: "#room" } as const;

/** What the room itself says, beside the bot's words. */
export const roomWords = {
  bot: "async-quiz",
  botBadge: "bot",
  you: "you",
  youAsked: "You asked:",
  onlyYou: "Only you can see this",
  cancel: "Cancel",
  choose: "Choose one",
  nameFirst: "Tell us your name first.",
  unreadable: "The page and the program do not understand each other. Load the page again.",
  tooLarge: "That is too much to read at once. Please say it shorter.",
  notFromHere: "This room answers only to its own page.",
  stopping: "The room is closing.",
  wrong: "Something went wrong on my side. It has been written down; please try again.",
} as const;

/** What a person typed for a channel, as its id; null for any other place. */
export function channelOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  return wanted === room.channelName || wanted === room.channel ? room.channel : null;
}
