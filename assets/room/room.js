// The room's page: receives server-sent events, posts what people do, and reports failures.
import { focusComposer, startComposer } from "./composer.js";
import {
  expectAnswer,
  isTyping,
  lineOf,
  newestMainButton,
  newestOpen,
  removeLine,
  showHistory,
  showLine,
} from "./messages.js";

const $ = (selector) => document.querySelector(selector);
const status = $("#status");
const trouble = $("#trouble");
const you = $("#you");
const formDialog = $("#form-dialog");

const longestWait = 30_000;
const unreached = "That didn't get through: the program isn't responding.";
let ownName = null;
let tryAgain = null;

// --- hearing ---------------------------------------------------------------------------------------------------

/** Browsers limit the connections to one server, so a hidden page closes its stream after a while. */
const hiddenFor = 60_000;
let source = null;

function connect() {
  source?.close();
  source = new EventSource("/events");
  const hear = (event, take) => source.addEventListener(event, ({ data }) => take(JSON.parse(data)));
  hear("person", ({ name }) => setName(name));
  hear("people", ({ count }) => {
    $("#people").textContent = count === 1 ? "Only you are here" : `${count} people are here`;
  });
  hear("history", ({ lines }) => showHistory(lines));
  hear("line", showLine);
  hear("gone", ({ id }) => removeLine(id));
  source.addEventListener("open", () => setConnected(true));
  source.addEventListener("error", () => {
    setConnected(false);
    // The browser reconnects by itself, except after an error response.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  });
}

let leavingSoon = null;

document.addEventListener("visibilitychange", () => {
  clearTimeout(leavingSoon);
  if (document.hidden) leavingSoon = setTimeout(() => source.close(), hiddenFor);
  else if (source.readyState === EventSource.CLOSED) connect();
});

let connectingSoon = null;

/** A short interruption is not shown. */
function setConnected(connected) {
  clearTimeout(connectingSoon);
  if (connected) status.textContent = "";
  else {
    connectingSoon = setTimeout(() => {
      status.textContent = "Connecting…";
    }, 700);
  }
}

// --- asking ----------------------------------------------------------------------------------------------------

/** Posts, and resolves to the response; null if that failed. The failure has then been shown. */
async function ask(path, body, again) {
  try {
    const response = await post(path, body);
    const answer = await response.json();
    if (response.ok) {
      hideTrouble();
      return answer;
    }
    if (response.status === 409) openYou();
    else showTrouble(answer.message, again);
  } catch {
    showTrouble(unreached, again);
  }
  return null;
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(longestWait),
  });
}

function showTrouble(message, again) {
  tryAgain = again;
  $("#trouble-text").textContent = message;
  $("#try-again").hidden = again === null;
  trouble.hidden = false;
}

function hideTrouble() {
  const hadFocus = trouble.contains(document.activeElement);
  trouble.hidden = true;
  if (hadFocus) focusComposer();
}

$("#try-again").addEventListener("click", () => {
  hideTrouble();
  tryAgain?.();
});
$("#trouble-close").addEventListener("click", hideTrouble);

async function say(text, again = () => say(text)) {
  const button = buttonSaid(text);
  if (button) {
    press(button.closest(".line"), button);
    return true;
  }
  const answer = await ask("/say", { text }, again);
  if (answer?.type === "form") openForm(answer.html);
  return answer !== null;
}

/** A letter, "skip" or "next" means a button of the newest question or verdict. Null if it means none. */
function buttonSaid(text) {
  const said = text.trim().toLowerCase();
  if (said === "next") return newestOpen() ? null : newestMainButton();
  if (said === "skip" || said === "?") return newestOpen()?.querySelector('[data-button$=":unknown"]') ?? null;
  return /^[a-h]$/.test(said) ? letterButton(said) : null;
}

function letterButton(letter) {
  return newestOpen()?.querySelector(`button[data-letter="${letter.toUpperCase()}"]`) ?? null;
}

async function press(line, button) {
  const id = line.dataset.line;
  if (line.matches(".pending") || button.matches('[aria-disabled="true"]')) return;
  setPending(line, button, true);
  expectAnswer(id);
  const wanted = button.dataset.button;
  const answer = await ask("/press", { line: id, button: wanted }, () => pressAgain(id, wanted));
  const still = lineOf(id);
  if (still === line) setPending(line, button, false);
  if (answer === null) expectAnswer(null);
  if (answer?.type === "form") openForm(answer.html);
}

function pressAgain(id, wanted) {
  const line = lineOf(id);
  const button = line?.querySelector(`[data-button="${CSS.escape(wanted)}"]`);
  if (button) press(line, button);
}

/** Waiting buttons stay focusable, so that keyboard users do not lose their position. */
function setPending(line, pressed, pending) {
  line.classList.toggle("pending", pending);
  for (const button of line.querySelectorAll("[data-button]:not(.disabled)")) {
    if (pending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  pressed.classList.toggle("waiting", pending);
}

document.addEventListener("click", async (event) => {
  const said = event.target.closest("[data-say]");
  if (said && !said.matches(".waiting")) {
    said.classList.add("waiting");
    await say(said.dataset.say);
    said.classList.remove("waiting");
  }
  const button = event.target.closest(".line [data-button]");
  if (button) press(button.closest(".line"), button);
  event.target.closest("[data-close]")?.closest("dialog").close();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping()) return;
  if (document.querySelector("dialog[open]") || !$("#letter-keys").checked) return;
  const button = buttonOfKey(event.key);
  if (!button) return;
  event.preventDefault();
  press(button.closest(".line"), button);
});

/** N is the main button: "Next", or "Send" when an answer is complete. */
function buttonOfKey(key) {
  if (/^n$/i.test(key)) return newestMainButton();
  return /^[a-h]$/i.test(key) ? letterButton(key) : null;
}

// --- forms -----------------------------------------------------------------------------------------------------

function openForm(html) {
  formDialog.innerHTML = html;
  formDialog.showModal();
  formDialog.querySelector("input, select, textarea")?.focus();
}

formDialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.matches(".pending")) return;
  form.classList.add("pending");
  const values = Object.fromEntries(new FormData(form));
  await submitForm(form.dataset.form, values);
  form.classList.remove("pending");
});

/** The dialog stays open, with everything that was typed, until the values have arrived. */
async function submitForm(id, values) {
  const answer = await ask("/form", { id, values }, null);
  if (answer !== null) return formDialog.close();
  const said = document.createElement("p");
  said.className = "form-trouble";
  said.setAttribute("role", "alert");
  said.textContent = $("#trouble-text").textContent;
  formDialog.querySelector(".form-trouble")?.remove();
  formDialog.querySelector(".actions").before(said);
}

// --- who I am --------------------------------------------------------------------------------------------------

function setName(name) {
  ownName = name;
  $("#own-name").textContent = name ?? "Choose a name";
  if (name === null && !you.open) openYou();
}

function openYou() {
  you.classList.toggle("first", ownName === null);
  $("#you-title").textContent = ownName === null ? "Welcome" : "You";
  $("#you-submit").textContent = ownName === null ? "Enter the room" : "Save";
  $("#you-trouble").hidden = true;
  $("#name").value = ownName ?? "";
  if (!you.open) you.showModal();
  $("#name").focus();
}

$("#change-name").addEventListener("click", openYou);
$("#you-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = $("#name").value;
  const wasFirst = ownName === null;
  const response = await post("/name", { name }).catch(() => null);
  $("#you-trouble").hidden = response?.ok === true;
  if (response?.ok) {
    setName(name.trim());
    you.close();
    if (wasFirst) focusComposer();
  } else {
    const answer = await response?.json().catch(() => null);
    $("#you-trouble").textContent = answer?.message ?? unreached;
  }
});

// --- what this browser remembers -------------------------------------------------------------------------------

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage, the choice lasts until the page is closed.
  }
}

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const systemDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemDark.matches;
}

function showTheme() {
  document.documentElement.classList.toggle("dark", isDark());
  $("#theme").setAttribute("aria-label", isDark() ? "Switch to the light theme" : "Switch to the dark theme");
}

$("#theme").addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  remember("async-quiz-theme", theme);
  showTheme();
});
systemDark.addEventListener("change", showTheme);

// Saved at once: the dialog's name may arrive late or not at all, and the choice does not depend on it.
$("#letter-keys").addEventListener("change", ({ target }) => {
  remember("async-quiz-letter-keys", target.checked ? "on" : "off");
  showLettersHint();
});

function showLettersHint() {
  $("#letters-hint").hidden = !$("#letter-keys").checked;
}

// ---------------------------------------------------------------------------------------------------------------

$("#letter-keys").checked = remembered("async-quiz-letter-keys") !== "off";
showTheme();
showLettersHint();
startComposer({
  send: say,
  suggest: async (typed) => {
    const response = await post("/suggest", { typed }).catch(() => null);
    return response?.ok ? (await response.json()).items : [];
  },
});
connect();
