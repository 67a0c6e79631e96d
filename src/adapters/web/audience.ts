import type { Log } from "../../bot/ports/log.ts";
import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import type { Words } from "../../cards/words/words.ts";
import { roomLimits } from "./limits.ts";
import { room } from "./listen.ts";
import { renderLine } from "./render.ts";

/** One thing that an open page is told. */
export interface Signal {
  readonly event: "person" | "people" | "history" | "line" | "gone";
  readonly data: unknown;
  /** Up to where this page knows the room, for when it comes back; null where that does not change. */
  readonly id: string | null;
}

/** An open page. */
export interface Watcher {
  readonly user: string;
  readonly send: (signal: Signal) => void;
  readonly end: () => void;
}

/** Everybody whose page is open, and what each of them may see. */
export interface Audience {
  /**
   * Tells a page what it lacks, and from then on all that happens. `since` is the last signal's id that the page
   * had: where the changes after it are still remembered, they suffice; otherwise it gets the recent history.
   */
  watch(watcher: Watcher, since: string | null): Promise<void>;
  leave(watcher: Watcher): void;
  /** Shows a new line, or an old one anew, to those who may see it. */
  show(line: TranscriptLine): void;
  /** Tells all pages of one person under what name they are known. */
  rename(user: string, name: string): void;
  /** Forgets what was remembered and gives everybody the history anew, for when lines were erased. */
  refresh(): Promise<void>;
  close(): void;
}

/** A watcher, and what waits until the history that is being read for it has been sent. */
interface Seat {
  readonly watcher: Watcher;
  held: Signal[] | null;
  historiesAsked: number;
}

export function openAudience(options: { transcript: Transcript; words: Words; log: Log; epoch: string }): Audience {
  const { transcript, words, log, epoch } = options;
  const seats = new Map<Watcher, Seat>();
  const changes = rememberedChanges(epoch);

  /** What happens meanwhile is held back, so that the page never sees an older state after a newer one. */
  async function sendHistory(seat: Seat): Promise<void> {
    const { user } = seat.watcher;
    const id = changes.latest();
    const presentation = ++seat.historiesAsked;
    seat.held ??= [];
    try {
      const recent = await transcript.recent(room.channel, user, roomLimits.historyLines.most);
      if (presentation !== seat.historiesAsked) return;
      const lines = recent.map((line) => shownLine(words, line, user)).filter((line) => line !== null);
      seat.watcher.send({ event: "history", data: { lines }, id });
      for (const signal of seat.held) seat.watcher.send(signal);
      seat.held = null;
    } catch (error) {
      log.error("room history could not be read", { error: String(error) });
      seat.watcher.end();
    }
  }

  function tellPeople(): void {
    const count = new Set([...seats.keys()].map((watcher) => watcher.user)).size;
    for (const seat of seats.values()) send(seat, { event: "people", data: { count }, id: null });
  }

  return {
    async watch(watcher, since) {
      const seat: Seat = { watcher, held: null, historiesAsked: 0 };
      const missed = changes.after(since);
      seats.set(watcher, seat);
      tellPeople();
      if (missed === null) return sendHistory(seat);
      for (const change of missed) sendLine(words, seat, change.line, change.id);
    },
    leave(watcher) {
      if (seats.delete(watcher)) tellPeople();
    },
    show(line) {
      const id = changes.add(line);
      for (const seat of seats.values()) sendLine(words, seat, line, id);
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

/** Holds a signal back while the seat's history is being read. */
function send(seat: Seat, signal: Signal): void {
  if (seat.held) seat.held.push(signal);
  else seat.watcher.send(signal);
}

function sendLine(words: Words, seat: Seat, line: TranscriptLine, id: string): void {
  if (line.seenBy !== null && line.seenBy !== seat.watcher.user) return;
  const shown = shownLine(words, line, seat.watcher.user);
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

/** The latest changes under ascending ids, for pages that were away for a moment. */
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
    /** What came after this id, oldest first; null where that is not all remembered. */
    after(id: string | null): readonly { line: TranscriptLine; id: string }[] | null {
      const known = id?.startsWith(`${epoch}-`) ? id.slice(epoch.length + 1) : "";
      if (!/^\d{1,15}$/.test(known)) return null;
      const missing = revision - Number(known);
      if (missing < 0 || missing > lines.length) return null;
      return lines.slice(lines.length - missing).map((line, place) => ({ line, id: idOf(Number(known) + place + 1) }));
    },
    /** Nobody may get the changes until now again, because lines of them were erased. */
    forget(): void {
      lines = [];
      revision++;
    },
  };
}
