import type { Card } from "../../cards/card.ts";
import type { Instant } from "../../engine/community/calendar.ts";

/** One message of a room that has no platform to remember it. */
export interface TranscriptLine {
  readonly id: string;
  /** Ascending from 1 within the transcript; given by `keep`. */
  readonly number: number;
  readonly channel: string;
  /** The only user who sees it; null for everybody. */
  readonly seenBy: string | null;
  /** Who said it; null for the bot. */
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly body:
    | { readonly type: "words"; readonly text: string }
    | { readonly type: "card"; readonly card: Card }
    | { readonly type: "gone" };
  readonly at: Instant;
}

/** What the local room keeps, so that a reload or a restart loses nothing. */
export interface Transcript {
  /** Keeps a line, once an id; a second one of the same id is answered with the first. */
  keep(line: Omit<TranscriptLine, "number">): Promise<TranscriptLine>;
  replace(id: string, body: TranscriptLine["body"]): Promise<TranscriptLine | null>;
  line(id: string): Promise<TranscriptLine | null>;
  /** The latest lines that this user may see, oldest first. */
  recent(channel: string, user: string, limit: number): Promise<readonly TranscriptLine[]>;
}
