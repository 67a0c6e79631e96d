import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Chat } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Transcript } from "../../bot/ports/transcript.ts";
import type { Words } from "../../cards/words/words.ts";
import { openAudience } from "./audience.ts";
import { room } from "./listen.ts";
import { closeServer, listenLocally, readAssets } from "./local-port.ts";
import { openRoomResponder } from "./respond.ts";
import { roomServer } from "./server.ts";

/** The room: a page in a browser on this machine. */
export function webChat(options: {
  /** Null for the default port, or a free one if that is in use. */
  port: number | null;
  transcript: Transcript;
  words: Words;
  clock: Clock;
  ids: IdGenerator;
  log: Log;
  /** The folder with the page's files. */
  assetsFolder: string;
}): Chat & { address(): string } {
  const { transcript, words, clock, ids, log } = options;
  const audience = openAudience({ transcript, words, log, epoch: ids.next() });
  let server: Server | null = null;
  let port = 0;
  let stopping = false;

  const post: Chat["post"] = async ({ channel, key, card }) => {
    if (channel !== room.channel) return { type: "failed", reason: "no-channel" };
    const body = { type: "card", card } as const;
    const { line, isNew } = await transcript.save({
      id: key,
      channel,
      seenBy: null,
      author: null,
      body,
      at: clock.now(),
    });
    if (isNew) audience.show(line);
    return { type: "posted", message: line.id };
  };

  return {
    name: "web",
    /** The address for a browser, once the room has started. */
    address: () => `http://127.0.0.1:${port}`,
    async start(hear) {
      const assets = await readAssets(options.assetsFolder);
      const responder = openRoomResponder({ hear, transcript, audience, words, clock, ids });
      const app = roomServer({
        port: () => port,
        stopping: () => stopping,
        words,
        assets,
        audience,
        responder,
        ids,
        log,
      });
      server = createServer(getRequestListener(app.fetch));
      port = await listenLocally(server, options.port);
    },
    post,
    // The key is the line's id, so a post exists once.
    postAgain: post,
    async edit(message, { card }) {
      const line = await transcript.replace(message, { type: "card", card });
      if (line) audience.show(line);
    },
    async stop() {
      stopping = true;
      audience.close();
      if (server) await closeServer(server);
    },
  };
}
