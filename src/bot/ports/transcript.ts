import type { Card } from "../../cards/card.ts";
import type { Instant } from "../../engine/community/calendar.ts";

/** One message of the local room, which has no platform that stores it. */
export interface TranscriptLine {
  readonly id: string;
  /** Ascending from 1 within the transcript; given by `save`. */
  readonly number: number;
  readonly channel: string;
  /** The only user who sees it; null for everyone. */
  readonly seenBy: string | null;
  /** Who said it; null for the bot. */
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly body:
    | { readonly type: "words"; readonly text: string }
    | { readonly type: "card"; readonly card: Card }
    | { readonly type: "gone" };
  readonly at: Instant;
}

/** What was said in the local room, so that a reload or a restart loses nothing. */
export interface Transcript {
  /** Saves a line once for each id. For a known id, returns the existing line, which is not new. */
  save(line: Omit<TranscriptLine, "number">): Promise<{ readonly line: TranscriptLine; readonly isNew: boolean }>;
  replace(id: string, body: TranscriptLine["body"]): Promise<TranscriptLine | null>;
  /** Replaces a line of the bot that only this user sees; null if the line is another one, or gone. */
  replacePrivate(id: string, user: string, body: TranscriptLine["body"]): Promise<TranscriptLine | null>;
  find(id: string): Promise<TranscriptLine | null>;
  /** The latest lines that this user may see, oldest first. */
  recent(channel: string, user: string, limit: number): Promise<readonly TranscriptLine[]>;
}
