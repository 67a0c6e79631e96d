interface DiscordLimit {
  readonly most: number;
  readonly source: string;
}

const components = "https://docs.discord.com/developers/components/reference";
const commands = "https://docs.discord.com/developers/interactions/application-commands";
const responding = "https://docs.discord.com/developers/interactions/receiving-and-responding";
const messages = "https://docs.discord.com/developers/resources/message";

/** Discord's limits, each with its source. Characters are counted by code point. */
export const discordLimits = {
  messageCharacters: { most: 4000, source: `${components}#text-display` },
  messageComponents: { most: 40, source: `${components}#anatomy-of-a-component` },
  rowButtons: { most: 5, source: `${components}#action-row` },
  buttonLabel: { most: 80, source: `${components}#button` },
  customId: { most: 100, source: `${components}#anatomy-of-a-component` },
  formTitle: { most: 45, source: `${responding}#interaction-response-object-modal` },
  formFields: { most: 5, source: `${responding}#interaction-response-object-modal` },
  fieldLabel: { most: 45, source: `${components}#label` },
  fieldHint: { most: 100, source: `${components}#label` },
  fieldValue: { most: 200, source: "what the bot accepts in a form; Discord allows 4000" },
  codeValue: { most: 4000, source: `${components}#text-input` },
  formOptions: { most: 25, source: `${components}#string-select` },
  optionLabel: { most: 100, source: `${components}#string-select-select-option-structure` },
  suggestions: { most: 25, source: `${responding}#interaction-response-object-autocomplete` },
  suggestionName: {
    most: 100,
    source: `${commands}#application-command-object-application-command-option-choice-structure`,
  },
  commandName: { most: 32, source: `${commands}#application-command-object-application-command-naming` },
  commandDescription: { most: 100, source: `${commands}#application-command-object-application-command-structure` },
  commandOptions: { most: 25, source: `${commands}#application-command-object-application-command-option-structure` },
  commandCharacters: { most: 8000, source: `${commands}#registering-a-command` },
  mediaDescription: { most: 1024, source: `${components}#media-gallery` },
  nonce: { most: 25, source: `${messages}#create-message` },
} as const satisfies Readonly<Record<string, DiscordLimit>>;

/** Shortens a text to this many characters, including an ellipsis. Never splits a surrogate pair. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** Discord expects the first response within three seconds of the press, network time included. */
export const pace = {
  /** A form or suggestions that take longer are answered another way. */
  firstResponseMs: 1_500,
  /** A slower post continues in the background, so that other posts don't wait for it. */
  postTimeoutMs: 5_000,
  /** Discord recognises a nonce for "a few minutes". */
  nonceMs: 120_000,
  /** A refused post is not retried sooner: refused requests count towards a ban. */
  afterRefusalMs: 60_000,
  /** A channel accepts about five messages or edits in five seconds. */
  editGapMs: 5_000,
  /** Edits of messages older than an hour have their own, lower limit. */
  oldEditGapMs: 300_000,
  oldAfterMs: 3_600_000,
  stopTimeoutMs: 5_000,
} as const;
