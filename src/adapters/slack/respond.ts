import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { opensWindow, replyModeOf } from "../../bot/requests/catalogue.ts";
import type { Card, Reply } from "../../cards/card.ts";
import { noticeCard } from "../../cards/notices/notice-card.ts";
import type { Words } from "../../cards/words/words.ts";
import type { SlackApi } from "./api.ts";
import { patience, slackLimits } from "./limits.ts";
import type { Pressed, Typed } from "./listen.ts";
import { within } from "./people.ts";
import { renderMessage, renderText } from "./render-card.ts";
import { type ModalView, type Place, renderForm, renderModal, waitingModal } from "./render-view.ts";

/** A delivery's own address for answers: five within half an hour. */
export interface ResponseUrl {
  /** @throws where Slack declines */
  readonly send: (message: Readonly<Record<string, unknown>>) => Promise<unknown>;
  uses: number;
  readonly since: number;
}

/** How an answer reaches the person who asked. */
export interface Speaker {
  /** Shows the answer where its manner and the button's place say; false where it found no place. */
  answer(heard: Typed | Pressed, reply: Promise<Reply>, url: ResponseUrl | null): Promise<boolean>;
  /** Shows a view in place of another. */
  update(view: string, shown: ModalView): Promise<void>;
}

export function openSpeaker(options: { api: SlackApi; words: Words; clock: Clock; log: Log }): Speaker {
  const { api, words, clock, log } = options;

  async function update(view: string, shown: ModalView): Promise<void> {
    await api.call("views.update", { view_id: view, view: shown }, "repeatable");
  }

  /** A trigger lives three seconds, so a window opens empty where the answer needs longer. */
  async function openWindow(heard: Typed, reply: Promise<Reply>): Promise<boolean> {
    const { place, trigger } = heard;
    const ready = await within(patience, reply);
    const view = ready ? viewOf(words, ready, place) : waitingModal(words, place);
    const opened = await api.call("views.open", { trigger_id: trigger, view }, "at-once");
    if (opened.type !== "done") return false;
    const id = viewId(opened.result);
    if (!ready && id !== null) await update(id, viewOf(words, await reply, place));
    return true;
  }

  async function say(heard: Typed, reply: Reply, url: ResponseUrl | null, inPlace: boolean): Promise<boolean> {
    const card = cardOf(words, reply);
    const message = { text: renderText(card), blocks: renderMessage(card) };
    if (url && isUsable(url)) {
      url.uses++;
      const way = inPlace ? { replace_original: true } : { response_type: "ephemeral", replace_original: false };
      const sent = await url.send({ ...way, ...message }).then(
        () => true,
        (error: unknown) => {
          log.warn("an answer was not taken at its response_url", { error: String(error) });
          return !wasDeclined(error);
        },
      );
      if (sent) return true;
    }
    const { channel } = heard.place;
    const args = { channel, user: heard.user.id, ...message, parse: "none", link_names: false };
    const isChannel = /^[CDG]/.test(channel);
    const outcome = isChannel ? await api.call("chat.postEphemeral", args, "once") : null;
    // One that was lost on the way may have been shown.
    const isShown = outcome?.type === "done" || outcome?.type === "lost";
    if (!isShown) log.warn("an answer found no place to be shown", { request: heard.request.type });
    return isShown;
  }

  function isUsable(url: ResponseUrl): boolean {
    const { responseUrlUses, responseUrlMilliseconds } = slackLimits;
    return url.uses < responseUrlUses.most && clock.now() - url.since < responseUrlMilliseconds.most;
  }

  return {
    update,
    async answer(heard, reply, url) {
      const surface = "surface" in heard ? heard.surface : "message";
      const view = "view" in heard ? heard.view : null;
      if (surface === "modal" && view !== null) {
        await update(view, viewOf(words, await reply, heard.place));
        return true;
      }
      const asWindow = surface === "home" || opensWindow(heard.request.type);
      if (asWindow && (await openWindow(heard, reply))) return true;
      const inPlace = surface === "ephemeral" && replyModeOf(heard.request.type) === "in-place";
      return say(heard, await reply, url, inPlace);
    },
  };
}

/** An answer that was lost on the way may have been shown; only a clear no is said elsewhere. */
function wasDeclined(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && Number(error.statusCode) < 500;
}

function viewOf(words: Words, reply: Reply, place: Place): ModalView {
  return reply.type === "form" ? renderForm(words, reply, place) : renderModal(words, cardOf(words, reply), place);
}

/** A form whose trigger has died is asked for once more. */
function cardOf(words: Words, reply: Reply): Card {
  if (reply.type === "card") return reply;
  return noticeCard("refused", words.refusalTitle, [words.slack.formLate], []);
}

function viewId(result: unknown): string | null {
  const view = typeof result === "object" && result !== null && "view" in result ? result.view : null;
  return typeof view === "object" && view !== null && "id" in view ? String(view.id) : null;
}

/** What is said where hearing a command failed; the fault itself goes to the log. */
export async function heard(words: Words, log: Log, hear: () => Promise<Reply>): Promise<Reply> {
  try {
    return await hear();
  } catch (error) {
    log.error("a command was not answered", { error: error instanceof Error ? (error.stack ?? error.message) : "" });
    return noticeCard("refused", words.crash.title, [words.crash.text], []);
  }
}
