import type { Audience, Signal, Watcher } from "./audience.ts";

/** How soon a page that lost its stream asks again, in milliseconds. */
const retryAfter = 1000;

/** A page's stream of server-sent events; it lasts until the page goes or the room closes. */
export function eventStream(page: {
  user: string;
  name: string | null;
  since: string | null;
  audience: Audience;
}): ReadableStream<Uint8Array> {
  const { user, name, since, audience } = page;
  const encoder = new TextEncoder();
  let watcher: Watcher | null = null;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      let open = true;
      watcher = {
        user,
        send: (signal) => {
          if (open) write(signalText(signal));
        },
        end: () => {
          if (open) controller.close();
          open = false;
        },
      };
      write(`retry: ${retryAfter}\n\n`);
      watcher.send({ event: "person", data: { name }, id: null });
      void audience.watch(watcher, since);
    },
    cancel() {
      if (watcher) audience.leave(watcher);
    },
  });
}

/** JSON holds no line break of its own, so one `data` line is enough. */
function signalText({ event, data, id }: Signal): string {
  return `event: ${event}\n${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
