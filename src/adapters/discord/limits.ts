interface DiscordLimit {
  readonly most: number;
  readonly source: string;
}

const components = "https://docs.discord.com/developers/components/reference";
const commands = "https://docs.discord.com/developers/interactions/application-commands";
const responding = "https://docs.discord.com/developers/interactions/receiving-and-responding";
const messages = "https://docs.discord.com/developers/resources/message";

/** What Discord bears. Characters are counted by code point. */
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
  fieldValue: { most: 200, source: "what the reader of a form accepts; Discord itself bears 4000" },
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
  nonce: { most: 25, source: `${messages}#create-message` },
} as const satisfies Readonly<Record<string, DiscordLimit>>;

/** The first so many characters, with an ellipsis where some are left out; never half a character. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** Milliseconds. A first response must be there within three seconds of the press, travel included. */
export const pace = {
  /** A form or suggestions that are not there by then are answered otherwise. */
  answerWithoutWaiting: 1_500,
  /** A post that is not through by then goes on by itself and holds up no other. */
  post: 5_000,
  /** "A few minutes" is how long Discord knows a nonce again. */
  nonceHolds: 120_000,
  /** A post that was refused is tried again no sooner: refused requests count against a ban. */
  afterRefusal: 60_000,
  /** About five messages or edits in five seconds is what a channel bears. */
  edit: 5_000,
  /** Edits of a message older than an hour are counted apart, and few. */
  editOld: 300_000,
  editOldAfter: 3_600_000,
  /** Whoever stops the program waits for it. */
  stop: 5_000,
} as const;
