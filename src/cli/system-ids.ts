import { randomBytes } from "node:crypto";
import type { IdGenerator } from "../bot/ports/id-generator.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const idLength = 22;
/** The largest multiple of 62 below 256. Larger bytes are discarded, so that all characters are equally likely. */
const fairBytes = 248;

/** Ids of 22 letters and digits (131 bits) from the random numbers of the system. */
export const systemIds: IdGenerator = {
  next: () => {
    let id = "";
    while (id.length < idLength) {
      for (const byte of randomBytes(idLength)) {
        if (byte < fairBytes && id.length < idLength) id += alphabet[byte % alphabet.length];
      }
    }
    return id;
  },
};
