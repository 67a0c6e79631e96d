import {
  type APIApplicationCommandOptionChoice,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from "discord.js";
import type { Form, FormField, Suggestions } from "../../cards/card.ts";
import { wordsOf } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { isTopic } from "../../engine/question/curriculum.ts";
import { escaped } from "./blocks.ts";
import { cut, discordLimits } from "./limits.ts";
import { postableChannels } from "./registration.ts";

/**
 * The choices for an option. The bot suggests whole commands, so their last word is the option's value.
 * @param typed filters topics, which people see and type by name
 */
export function renderSuggestions(
  words: Words,
  items: Suggestions["items"],
  typed: string,
): APIApplicationCommandOptionChoice<string>[] {
  const { suggestions, suggestionName } = discordLimits;
  const values = [...new Set(items.map((item) => item.value.split(" ").at(-1) ?? ""))];
  return values
    .filter((value) => value !== "" && [...value].length <= suggestionName.most)
    .map((value) => ({ name: isTopic(value) ? words.topicName(value) : value, value }))
    .filter(({ name, value }) => !isTopic(value) || contains(name, typed) || contains(value, typed))
    .slice(0, suggestions.most);
}

function contains(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}

/**
 * A form as a modal, with its introduction if there is space for it. The label of a modal's button cannot be changed.
 * @param isChannel whether a channel may be preselected. Discord rejects the whole form if it may not.
 */
export function renderForm(form: Form, isChannel: (id: string) => boolean): APIModalInteractionResponseCallbackData {
  const { formTitle, formFields, customId } = discordLimits;
  const fields = form.fields.slice(0, formFields.most).map((field) => renderField(field, isChannel));
  const intro: APITextDisplayComponent = { type: ComponentType.TextDisplay, content: escaped(wordsOf(form.intro)) };
  return {
    custom_id: cut(form.id, customId.most),
    title: cut(form.title, formTitle.most),
    components: fields.length < formFields.most ? [intro, ...fields] : fields,
  };
}

function renderField(field: FormField, isChannel: (id: string) => boolean): APILabelComponent {
  const { fieldLabel, fieldHint } = discordLimits;
  return {
    type: ComponentType.Label,
    label: cut(field.label, fieldLabel.most),
    description: cut(field.hint, fieldHint.most),
    component: control(field, isChannel),
  };
}

function control(field: FormField, isChannel: (id: string) => boolean): APILabelComponent["component"] {
  switch (field.kind) {
    case "channel":
      return channelSelect(field, isChannel);
    case "option":
      return optionSelect(field);
    case "code":
      return codeInput(field);
    case "paragraph":
      return paragraphInput(field);
    case "text":
      return textInput(field);
  }
}

function channelSelect({ name, value }: FormField, isChannel: (id: string) => boolean): APILabelComponent["component"] {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: name,
    channel_types: [...postableChannels],
    required: true,
    ...(isChannel(value) ? { default_values: [{ id: value, type: SelectMenuDefaultValueType.Channel }] } : {}),
  };
}

function optionSelect({
  name,
  value,
  options,
}: Extract<FormField, { kind: "option" }>): APILabelComponent["component"] {
  const { formOptions, optionLabel } = discordLimits;
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required: true,
    options: options.slice(0, formOptions.most).map((option) => ({
      label: cut(option.label, optionLabel.most),
      value: option.value,
      default: option.value === value,
    })),
  };
}

/** Discord itself says if there are too many characters. */
function codeInput({ name, value }: FormField): APILabelComponent["component"] {
  const { most } = discordLimits.codeValue;
  const given = value === "" ? {} : { value: cut(value, most) };
  const type = ComponentType.TextInput;
  return { type, custom_id: name, style: TextInputStyle.Paragraph, required: true, max_length: most, ...given };
}

/** An optional text of several lines. */
function paragraphInput({
  name,
  value,
  most,
}: Extract<FormField, { kind: "paragraph" }>): APILabelComponent["component"] {
  const given = value === "" ? {} : { value: cut(value, most) };
  const type = ComponentType.TextInput;
  return { type, custom_id: name, style: TextInputStyle.Paragraph, required: false, max_length: most, ...given };
}

/** Not required: the bot says what is missing, and an empty zone means no change. */
function textInput({ name, value }: FormField): APILabelComponent["component"] {
  const { most } = discordLimits.fieldValue;
  const given = value === "" ? {} : { value: cut(value, most) };
  const type = ComponentType.TextInput;
  return { type, custom_id: name, style: TextInputStyle.Short, required: false, max_length: most, ...given };
}
