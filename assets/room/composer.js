// The message box: sends, recalls earlier messages, and completes commands.

const form = document.querySelector("#composer");
const box = document.querySelector("#message");
const list = document.querySelector("#suggestions");
const announcement = document.querySelector("#suggestions-told");

const sent = [];
let recalled = null;
let draft = "";
let active = -1;
let asked = 0;

/**
 * @param send takes a text and a function that sends it again; resolves to whether it arrived
 * @param suggest takes the typed text; resolves to a list of {value, label}
 */
export function startComposer({ send, suggest }) {
  let last = Promise.resolve();

  function submit() {
    const text = box.value.trim();
    if (text === "") return;
    if (sent.at(-1) !== text) sent.push(text);
    recalled = null;
    setText("");
    inTurn(text);
  }

  /** Messages arrive in the order in which they were sent. */
  function inTurn(text) {
    last = last.then(() => deliver(text));
  }

  async function deliver(text) {
    form.classList.add("pending");
    const arrived = await send(text, () => {
      if (box.value.trim() === text) setText("");
      inTurn(text);
    });
    form.classList.remove("pending");
    if (!arrived && box.value === "") setText(text);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  box.addEventListener("input", async () => {
    recalled = null;
    growToText();
    const typed = box.value;
    const mine = ++asked;
    if (!typed.startsWith("/") || typed.includes("\n")) return closeList();
    const items = await suggest(typed);
    if (mine === asked && document.activeElement === box) openList(items, typed);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = list.hidden ? onPlainKey(event, submit) : onListKey(event, submit);
    if (handled) event.preventDefault();
  });

  box.addEventListener("blur", () => closeList());
  // On `pointerdown`, because a click would first move the focus away from the box.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest('[role="option"]');
    if (option) accept(option);
  });
}

export function focusComposer() {
  box.focus();
}

function onPlainKey(event, submit) {
  if (event.key === "Enter" && !event.shiftKey) {
    submit();
    return true;
  }
  if (event.key === "Escape") {
    document.querySelector("#log").focus({ preventScroll: true });
    return true;
  }
  if (event.key === "ArrowUp") return recall(-1);
  if (event.key === "ArrowDown") return recall(1);
  return false;
}

function onListKey(event, submit) {
  const count = list.childElementCount;
  if (event.key === "ArrowDown") return choose(active + 1 >= count ? 0 : active + 1);
  if (event.key === "ArrowUp") return choose(active <= 0 ? count - 1 : active - 1);
  if (event.key === "Escape") return closeList();
  if (event.key === "Tab" && !event.shiftKey) return accept(list.children[Math.max(active, 0)]);
  if (event.key !== "Enter" || event.shiftKey) return false;
  if (active >= 0) return accept(list.children[active]);
  submit();
  return true;
}

/** Moves through the messages that were sent. The draft comes after the last one. */
function recall(step) {
  const isIdle = recalled === null;
  if (isIdle && (step > 0 || box.value.slice(0, box.selectionStart).includes("\n"))) return false;
  if (isIdle && sent.length === 0) return false;
  if (isIdle) draft = box.value;
  const index = (recalled ?? sent.length) + step;
  if (index < 0) return true;
  recalled = index >= sent.length ? null : index;
  setText(recalled === null ? draft : sent[recalled]);
  return true;
}

function setText(text) {
  box.value = text;
  box.setSelectionRange(text.length, text.length);
  closeList();
  growToText();
}

/** Grows with the text, up to six lines. */
function growToText() {
  box.rows = Math.min(6, box.value.split("\n").length);
}

function openList(items, typed) {
  const useful = items.filter((item) => item.value !== typed.trim());
  if (useful.length === 0) return closeList();
  list.replaceChildren(...useful.map(option));
  list.hidden = false;
  active = -1;
  box.removeAttribute("aria-activedescendant");
  announcement.textContent = `${useful.length} suggestions. Arrow keys choose, Tab accepts.`;
}

function option(item, index) {
  const made = document.createElement("div");
  made.id = `suggestion-${index}`;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.dataset.value = item.value;
  const value = document.createElement("code");
  value.textContent = item.value;
  made.append(value);
  if (item.label !== item.value && !item.value.endsWith(item.label)) {
    const label = document.createElement("span");
    label.textContent = item.label;
    made.append(" ", label);
  }
  return made;
}

function choose(index) {
  active = index;
  [...list.children].forEach((each, position) => {
    each.setAttribute("aria-selected", String(position === index));
  });
  const chosen = list.children[index];
  box.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
  return true;
}

function accept(chosen) {
  setText(`${chosen.dataset.value} `);
  box.dispatchEvent(new Event("input"));
  return true;
}

function closeList() {
  asked++;
  list.hidden = true;
  list.replaceChildren();
  active = -1;
  box.removeAttribute("aria-activedescendant");
  announcement.textContent = "";
  return true;
}
