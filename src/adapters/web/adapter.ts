import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Chat } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Transcript } from "../../bot/ports/transcript.ts";
import type { Words } from "../../cards/words/words.ts";
import { openAudience } from "./audience.ts";
import { room } from "./listen.ts";
import { closeServer, listenLocally, readAssets } from "./local-port.ts";
import { openConversation } from "./respond.ts";
import { roomServer } from "./server.ts";

/** The local room: a page in the browser of whoever sits at this machine. */
export function webChat(options: {
  /** null takes the usual port, or a free one where that is taken. */
  port: number | null;
  transcript: Transcript;
  words: Words;
  clock: Clock;
  ids: IdGenerator;
  log: Log;
  /** The folder of the page's files. */
  assetsFolder: string;
}): Chat & { address(): string } {
  const { transcript, words, clock, ids, log } = options;
  const audience = openAudience({ transcript, words, log, epoch: ids.next() });
  let server: Server | null = null;
  let port = 0;
  let stopping = false;

  const post: Chat["post"] = async ({ channel, key, card }) => {
    if (channel !== room.channel) return { type: "failed", reason: "no-channel" };
    const earlier = await transcript.line(key);
    const body = { type: "card", card } as const;
    const line =
      earlier ?? (await transcript.keep({ id: key, channel, seenBy: null, author: null, body, at: clock.now() }));
    if (!earlier) audience.show(line);
    return { type: "posted", message: line.id };
  };

  return {
    name: "web",
    /** Where a browser finds the room, once it has started. */
    address: () => `http://127.0.0.1:${port}`,
    async start(hear) {
      const assets = await readAssets(options.assetsFolder);
      const conversation = openConversation({ hear, transcript, audience, words, clock, ids });
      const app = roomServer({
        port: () => port,
        stopping: () => stopping,
        words,
        assets,
        audience,
        conversation,
        ids,
        log,
      });
      server = createAdaptorServer({ fetch: app.fetch }) as Server;
      port = await listenLocally(server, options.port);
    },
    post,
    // Each key is a line of the transcript, once.
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
