import { createHash } from "node:crypto";
import { html } from "hono/html";
import type { TranscriptLine } from "../../bot/ports/transcript.ts";
import type { Form, FormField } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { botFace, eye, type Html } from "./icons.ts";
import { roomLimits } from "./limits.ts";
import { room } from "./listen.ts";
import { renderCard, renderProse } from "./render-card.ts";

/** Draws one line of the room as this viewer sees it; null for an erased line. */
export function renderLine(words: Words, line: TranscriptLine, viewer: string): string | null {
  const elements = line.author === null ? botLine(words, line) : personLine(words, line, line.author, viewer);
  return elements === null ? null : String(elements);
}

function botLine(words: Words, line: TranscriptLine): Html | null {
  if (line.body.type === "gone") return null;
  const inside = line.body.type === "card" ? renderCard(line.body.card) : paragraph(line.body.text);
  return html`<article class="line bot"${attributes(line, "bot")}><div class="avatar">${botFace}</div>${byline(
    line,
    html`<span class="author">${words.room.bot}</span> <span class="badge">${words.room.botBadge}</span>`,
  )}${line.seenBy === null ? null : html`<p class="only-you">${eye}${words.room.onlyYou}</p>`}${inside}</article>`;
}

function personLine(
  words: Words,
  line: TranscriptLine,
  author: { id: string; name: string },
  viewer: string,
): Html | null {
  if (line.body.type !== "words") return null;
  const own = author.id === viewer;
  const who = publicMark(author.id);
  if (line.seenBy !== null) {
    return html`<article class="line asked"${attributes(line, who)}><p><span class="unseen">${
      words.room.yourCommand
    } </span><code>${line.body.text}</code></p></article>`;
  }
  const kind = own ? "line person own" : "line person";
  const initial = [...author.name][0]?.toUpperCase() ?? "?";
  return html`<article class="${kind}"${attributes(line, who)}><div class="avatar" data-hue="${hueOf(author.id)}"
    aria-hidden="true">${initial}</div>${byline(
      line,
      html`<bdi class="author">${author.name}</bdi>${own ? html` <span class="badge">${words.room.you}</span>` : null}`,
    )}${paragraph(line.body.text)}</article>`;
}

function attributes(line: TranscriptLine, who: string): Html {
  const seen = line.seenBy === null ? null : html` data-private`;
  return html` data-line="${line.id}" data-number="${line.number}" data-who="${who}" data-at="${isoOf(line)}"${seen}`;
}

/** The page replaces the UTC time by the time in the viewer's zone. */
function byline(line: TranscriptLine, author: Html): Html {
  const iso = isoOf(line);
  return html`<p class="byline">${author} <time datetime="${iso}">${iso.slice(11, 16)}</time></p>`;
}

function isoOf(line: TranscriptLine): string {
  return new Date(line.at).toISOString();
}

function paragraph(text: string): Html {
  return html`<p class="said" dir="auto">${text}</p>`;
}

/** Tells people apart on the page. Their ids are secrets: knowing one is enough to speak for that person. */
function publicMark(user: string): string {
  return createHash("sha256").update(user).digest("hex").slice(0, 12);
}

function hueOf(user: string): number {
  return Number.parseInt(publicMark(user).slice(0, 4), 16) % 6;
}

/** Draws a form for the page's dialog. */
export function renderForm(words: Words, form: Form): string {
  const elements = html`<form class="form" data-form="${form.id}" aria-labelledby="form-title"><h2 id="form-title">${
    form.title
  }</h2><p>${renderProse(form.intro)}</p>${form.fields.map((field) => renderField(words, field))}<div class="actions"
    ><button type="button" class="button plain" data-close>${words.room.cancel}</button
    ><button type="submit" class="button primary">${form.submit}</button></div></form>`;
  return String(elements);
}

function renderField(words: Words, field: FormField): Html {
  const id = `field-${field.name}`;
  return html`<div class="field"><label for="${id}">${field.label}</label>${control(
    words,
    field,
    id,
  )}<p class="hint" id="${id}-hint">${field.hint}</p></div>`;
}

function control(words: Words, field: FormField, id: string): Html {
  switch (field.kind) {
    case "channel":
      return channelControl(field, id);
    case "option":
      return optionControl(words, field, id);
    case "code":
      return codeControl(field, id);
    case "paragraph":
      return paragraphControl(field, id);
    case "text":
      return textControl(field, id);
  }
}

/** HTML drops a line break after the tag. Without this one, a text that starts with a line break would lose it. */
function codeControl(field: FormField, id: string): Html {
  return html`<textarea id="${id}" name="${field.name}" class="code-input" rows="12" aria-describedby="${id}-hint"
    maxlength="${roomLimits.codeCharacters.most}" autocomplete="off" autocapitalize="off" spellcheck="false" required>
${field.value}</textarea>`;
}

function optionControl(words: Words, field: Extract<FormField, { kind: "option" }>, id: string): Html {
  const options = field.options.map(({ value, label }) => {
    const chosen = value === field.value ? html` selected` : null;
    return html`<option value="${value}"${chosen}>${label}</option>`;
  });
  const isChosen = field.options.some(({ value }) => value === field.value);
  const open = isChosen ? null : html`<option value="" selected disabled>${words.room.choose}</option>`;
  return html`<select id="${id}" name="${field.name}" aria-describedby="${id}-hint" required>${open}${
    options
  }</select>`;
}

function paragraphControl(field: Extract<FormField, { kind: "paragraph" }>, id: string): Html {
  return html`<textarea id="${id}" name="${field.name}" class="paragraph-input" rows="4" aria-describedby="${id}-hint"
    maxlength="${field.most}">
${field.value}</textarea>`;
}

function textControl(field: FormField, id: string): Html {
  return html`<input id="${id}" name="${field.name}" value="${field.value}" aria-describedby="${id}-hint"
    maxlength="${roomLimits.fieldCharacters.most}" autocomplete="off" spellcheck="false">`;
}

/** The room has one channel. */
function channelControl(field: FormField, id: string): Html {
  return html`<select id="${id}" name="${field.name}" aria-describedby="${id}-hint"><option value="${room.channel}">${
    room.channelName
  }</option></select>`;
}
