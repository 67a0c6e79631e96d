/** Who is asking, and where. The adapter takes all of it from the platform, never from a button's id. */
export interface Origin {
  /** The name of the chat, as the adapter gives it. */
  readonly chat: string;
  /** The Discord server or Slack workspace; null in a direct message that belongs to none. */
  readonly workspace: string | null;
  /** The chat's own id of the channel. */
  readonly channel: string;
  /** The channel as people there type it: `#general`. */
  readonly channelName: string;
  readonly user: ChatUser;
  /** The chat's id of the public message whose button was pressed; null for everything else. */
  readonly message: string | null;
  /** Whether the platform says that this person may change the community's settings. */
  readonly admin: boolean;
}

interface ChatUser {
  readonly id: string;
  readonly name: string;
  /** Whether the id names the same person everywhere in this chat, or only within the workspace. */
  readonly scope: "workspace" | "everywhere";
}
