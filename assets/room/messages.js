// The list of messages: shows the server's HTML and preserves the scroll position and the keyboard focus.

const log = document.querySelector("#log");
const lines = document.querySelector("#lines");
const newer = document.querySelector("#newer");

/** More than the server sends at first. It limits the page's size during a long visit. */
const mostLines = 300;
const groupedWithin = 5 * 60_000;

const shownHtml = new Map();
let pressedLine = null;

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** Shows the server's history. Messages that are not in it were erased. */
export function showHistory(history) {
  const isFirst = shownHtml.size === 0;
  log.setAttribute("aria-live", "off");
  const kept = new Set(history.map((line) => line.id));
  for (const id of [...shownHtml.keys()]) if (!kept.has(id)) remove(id);
  const atEnd = isFirst || isAtEnd();
  for (const line of history) put(line);
  arrange();
  if (atEnd) scrollToEnd();
  // Only later messages are announced.
  setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
}

/** Shows a new or changed message. */
export function showLine(line) {
  const atEnd = isAtEnd();
  const isNew = !shownHtml.has(line.id);
  const made = put(line);
  if (!made) return;
  if (isNew) made.classList.add("fresh");
  trim();
  arrange();
  const isAnswer = pressedLine === line.id;
  if (isAnswer) pressedLine = null;
  // While an answer is composed, nothing may move under the pointer.
  if (isAnswer && hasLetters(made)) return;
  const isMine = made.matches("[data-private], .own") || isAnswer;
  if (isMine || (atEnd && isNew)) reveal(made);
  else if (isNew) newer.hidden = false;
}

export function removeLine(id) {
  remove(id);
  arrange();
}

/** Focuses this message's answer when it arrives. */
export function expectAnswer(id) {
  pressedLine = id;
}

export function lineOf(id) {
  return lines.querySelector(`[data-line="${CSS.escape(id)}"]`);
}

const letter = 'button[data-letter]:not([aria-disabled="true"])';

function hasLetters(line) {
  return line.querySelector(letter) !== null;
}

/** The newest open question; null for none. */
export function newestOpen() {
  return [...lines.querySelectorAll(letter)].at(-1)?.closest(".line") ?? null;
}

/** The main button of the newest message with buttons, for example "Next"; null for none. */
export function newestMainButton() {
  const line = [...lines.querySelectorAll("[data-button]")].at(-1)?.closest(".line");
  return line?.querySelector('.button.primary:not([aria-disabled="true"])') ?? null;
}

function put({ id, number, html }) {
  if (shownHtml.get(id) === html) return null;
  shownHtml.set(id, html);
  const template = document.createElement("template");
  template.innerHTML = html;
  const made = template.content.firstElementChild;
  for (const time of made.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    time.textContent = timeFormat.format(at);
    time.title = at.toLocaleString();
  }
  const old = lineOf(id);
  if (!old) insert(made, number);
  else replace(old, made, id);
  return made;
}

/** If the focus was in the old message, it moves to the same letter in the new one, or to its title. */
function replace(old, made, id) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.letter : undefined;
  const hadFocus = old.contains(document.activeElement) || (pressedLine === id && !isTyping());
  old.replaceWith(made);
  const same = focused && made.querySelector(`button[data-letter="${CSS.escape(focused)}"]`);
  if (hadFocus) (same || made.querySelector(".card-title"))?.focus({ preventScroll: true });
}

export function isTyping() {
  return document.activeElement?.matches("input, textarea, select") ?? false;
}

function insert(made, number) {
  let before = lines.lastElementChild;
  while (before && (before.matches(".day") || Number(before.dataset.number) > number)) {
    before = before.previousElementSibling;
  }
  if (before) before.after(made);
  else lines.prepend(made);
}

function remove(id) {
  const line = lineOf(id);
  shownHtml.delete(id);
  if (line?.contains(document.activeElement)) log.focus({ preventScroll: true });
  line?.remove();
}

function trim() {
  const all = lines.querySelectorAll(".line");
  for (const line of [...all].slice(0, Math.max(0, all.length - mostLines))) remove(line.dataset.line);
}

/** Separates days and groups consecutive messages of one person. */
function arrange() {
  for (const day of lines.querySelectorAll(".day")) day.remove();
  let before = null;
  let lastDay = null;
  for (const line of lines.querySelectorAll(".line")) {
    const at = new Date(line.dataset.at);
    const day = at.toDateString();
    const isPrivate = line.matches("[data-private]");
    if (day !== lastDay) line.before(daySeparator(at));
    const sameVoice = before !== null && before.who === line.dataset.who && before.isPrivate === isPrivate;
    const follows = sameVoice && day === lastDay && at - before.at < groupedWithin;
    line.classList.toggle("follows", follows && line.matches(".person"));
    before = { who: line.dataset.who, isPrivate, at };
    lastDay = day;
  }
  document.body.classList.toggle("empty-room", lastDay === null);
}

function daySeparator(at) {
  const separator = document.createElement("p");
  separator.className = "day";
  const words = document.createElement("span");
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  const isToday = at.toDateString() === new Date().toDateString();
  const isYesterday = at.toDateString() === yesterday.toDateString();
  words.textContent = isToday ? "Today" : isYesterday ? "Yesterday" : dayFormat.format(at);
  separator.append(words);
  return separator;
}

function isAtEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
}

function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
  newer.hidden = true;
}

/** Scrolls so that the whole message is visible, or its beginning if it is too tall. */
function reveal(line) {
  if (line.offsetHeight > log.clientHeight - 40) line.scrollIntoView({ block: "start" });
  else if (line === lines.lastElementChild) scrollToEnd();
  else line.scrollIntoView({ block: "nearest" });
}

newer.addEventListener("click", () => {
  scrollToEnd();
  log.focus({ preventScroll: true });
});

let wasAtEnd = true;
log.addEventListener("scroll", () => {
  wasAtEnd = isAtEnd();
  if (wasAtEnd) newer.hidden = true;
});
// An on-screen keyboard or a notice above the message box must not cover the messages that were visible.
new ResizeObserver(() => {
  if (wasAtEnd) scrollToEnd();
}).observe(log);
