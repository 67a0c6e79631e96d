import type { Log } from "../../bot/ports/log.ts";
import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import type { Words } from "../../cards/words/words.ts";
import { roomLimits } from "./limits.ts";
import { room } from "./listen.ts";
import { renderLine } from "./render.ts";

/** One server-sent event. */
interface Signal {
  readonly event: "person" | "people" | "history" | "line" | "gone";
  readonly data: unknown;
  /** The revision that the page knows afterwards, for when it reconnects; null if it does not change. */
  readonly id: string | null;
}

/** An open page. */
export interface Watcher {
  readonly user: string;
  readonly send: (signal: Signal) => void;
  readonly end: () => void;
}

/** The open pages, and what each of them may see. */
export interface Audience {
  /**
   * Sends a page what it has missed, and everything that happens from then on. `since` is the id of the last signal
   * that the page received. If the changes since then are still remembered, they are sent; otherwise the recent
   * history.
   */
  watch(watcher: Watcher, since: string | null): Promise<void>;
  leave(watcher: Watcher): void;
  /** Shows a new or changed line to everybody who may see it. */
  show(line: TranscriptLine): void;
  /** Tells all pages of one person their name. */
  rename(user: string, name: string): void;
  /** After lines were erased: forgets all changes and sends everybody the history again. */
  refresh(): Promise<void>;
  close(): void;
}

/** A watcher, and the signals that wait until its history has been sent. */
interface Seat {
  readonly watcher: Watcher;
  readonly words: Words;
  queued: Signal[] | null;
  historiesRequested: number;
}

export function openAudience(options: { transcript: Transcript; words: Words; log: Log; epoch: string }): Audience {
  const { transcript, words, log, epoch } = options;
  const seats = new Map<Watcher, Seat>();
  const changes = rememberedChanges(epoch);

  /** Queues signals meanwhile, so that the page never gets an older state after a newer one. */
  async function sendHistory(seat: Seat): Promise<void> {
    const { user } = seat.watcher;
    const id = changes.latest();
    const ownRequest = ++seat.historiesRequested;
    seat.queued ??= [];
    try {
      const recent = await transcript.recent(room.channel, user, roomLimits.historyLines.most);
      if (ownRequest !== seat.historiesRequested) return;
      const lines = recent.map((line) => shownLine(words, line, user)).filter((line) => line !== null);
      seat.watcher.send({ event: "history", data: { lines }, id });
      for (const signal of seat.queued) seat.watcher.send(signal);
      seat.queued = null;
    } catch (error) {
      log.error("the room's history was not read", { error: String(error) });
      seat.watcher.end();
    }
  }

  function sendPeople(): void {
    const count = new Set([...seats.keys()].map((watcher) => watcher.user)).size;
    for (const seat of seats.values()) send(seat, { event: "people", data: { count }, id: null });
  }

  return {
    async watch(watcher, since) {
      const seat: Seat = { watcher, words, queued: null, historiesRequested: 0 };
      const missed = changes.after(since);
      seats.set(watcher, seat);
      sendPeople();
      if (missed === null) return sendHistory(seat);
      for (const change of missed) sendLine(seat, change.line, change.id);
    },
    leave(watcher) {
      if (seats.delete(watcher)) sendPeople();
    },
    show(line) {
      const id = changes.add(line);
      for (const seat of seats.values()) sendLine(seat, line, id);
    },
    rename(user, name) {
      for (const seat of seats.values()) {
        if (seat.watcher.user === user) send(seat, { event: "person", data: { name }, id: null });
      }
    },
    async refresh() {
      changes.forget();
      await Promise.all([...seats.values()].map(sendHistory));
    },
    close() {
      for (const watcher of [...seats.keys()]) watcher.end();
      seats.clear();
    },
  };
}

/** Queues the signal while the page's history is being read. */
function send(seat: Seat, signal: Signal): void {
  if (seat.queued) seat.queued.push(signal);
  else seat.watcher.send(signal);
}

function sendLine(seat: Seat, line: TranscriptLine, id: string): void {
  if (line.seenBy !== null && line.seenBy !== seat.watcher.user) return;
  const shown = shownLine(seat.words, line, seat.watcher.user);
  send(seat, shown ? { event: "line", data: shown, id } : { event: "gone", data: { id: line.id }, id });
}

function shownLine(
  words: Words,
  line: TranscriptLine,
  viewer: string,
): { id: string; number: number; html: string } | null {
  const html = renderLine(words, line, viewer);
  return html === null ? null : { id: line.id, number: line.number, html };
}

/** The latest changes, with ascending ids, for pages that reconnect. */
function rememberedChanges(epoch: string) {
  const { most } = roomLimits.rememberedChanges;
  let lines: TranscriptLine[] = [];
  let revision = 0;
  const idOf = (each: number) => `${epoch}-${each}`;

  return {
    latest: () => idOf(revision),
    add(line: TranscriptLine): string {
      revision++;
      lines.push(line);
      if (lines.length > most) lines.shift();
      return idOf(revision);
    },
    /** The changes after this id, oldest first; null if some of them are no longer remembered. */
    after(id: string | null): readonly { line: TranscriptLine; id: string }[] | null {
      const known = id?.startsWith(`${epoch}-`) ? id.slice(epoch.length + 1) : "";
      if (!/^\d{1,15}$/.test(known)) return null;
      const missing = revision - Number(known);
      if (missing < 0 || missing > lines.length) return null;
      return lines.slice(lines.length - missing).map((line, index) => ({ line, id: idOf(Number(known) + index + 1) }));
    },
    /** Forgets all changes, because they may contain erased lines. */
    forget(): void {
      lines = [];
      revision++;
    },
  };
}
