import type { Command, Request } from "../../bot/command.ts";
import { room } from "./room.ts";

/** Somebody who may speak. */
export interface Speaker {
  readonly id: string;
  readonly name: string;
}

export function commandOf(speaker: Speaker, request: Request): Command {
  const { workspace, channel, channelName } = room;
  // Whoever can open the room sits at the machine that runs it.
  return {
    ...request,
    from: { chat: "web", workspace, channel, channelName, user: speaker, message: null, admin: true },
  };
}
