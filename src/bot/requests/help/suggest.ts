import { defineRequest } from "../definition.ts";
import { suggestionsFor } from "../typed-command.ts";

declare module "../request.ts" {
  interface Requests {
    /** @param typed the text after `/async-quiz` so far */
    readonly suggest: { readonly typed: string };
  }
}

export const suggest = defineRequest({
  type: "suggest",
  who: "everyone",
  needsPerson: false,
  replyMode: "suggestions",
  handle: ({ commands }, { typed }) => ({ type: "suggestions", items: suggestionsFor(commands, typed) }),
});
