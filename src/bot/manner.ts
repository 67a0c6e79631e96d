/**
 * How a command is answered, fixed by its type and known before it is thought about, so that an adapter can
 * acknowledge in the right shape at once:
 * - `private`: a new message that only the person sees;
 * - `in-place`: the pressed message becomes the answer;
 * - `form`: a form opens, which must be the very first response;
 * - `suggestions`: what could be typed next.
 */
export type ReplyMode = "private" | "in-place" | "form" | "suggestions";
