import { HTTPReceiver } from "@slack/bolt";
import type { Log } from "../../bot/ports/log.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { boltLogger } from "./api.ts";
import { Replayed, signatureProperty } from "./deliveries.ts";
import { eventsPath } from "./manifest.ts";
import type { Inlet } from "./socket.ts";

/** HTTP: Slack posts to `/slack/events`. Bolt rejects wrong and old signatures with 401. */
export function openHttpInlet(options: { signingSecret: string; port: number; log: Log }): Inlet & {
  readonly receiver: HTTPReceiver;
} {
  const { port, log } = options;
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: eventsPath,
    logger: boltLogger(log),
    bodyLimit: 1024 * 1024,
    customPropertiesExtractor: (request) => ({ [signatureProperty]: request.headers["x-slack-signature"] ?? null }),
    processEventErrorHandler: async ({ error, response }) => {
      if (response.headersSent) return false;
      response.writeHead(error instanceof Replayed ? 401 : 500).end();
      return false;
    },
    unhandledRequestHandler: ({ response }) => {
      if (response.headersSent) return;
      log.error("a delivery was not acknowledged in time", {});
      response.writeHead(404).end();
    },
  });
  let isOpen = false;
  return {
    receiver,
    async open() {
      await receiver.start(port).catch((error: unknown) => {
        const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
        throw isTaken ? new OperatorError(`Port ${port} is already in use. Set PORT to a free one.`) : error;
      });
      isOpen = true;
    },
    async close() {
      if (isOpen) await receiver.stop();
    },
  };
}
