/** What the bot can refuse, as a closed list. Each code has one sentence in the words. Bugs throw instead. */
export type Refusal =
  | { readonly code: "unknown-command"; readonly typed: string; readonly nearest: string | null }
  | { readonly code: "unknown-topic"; readonly typed: string; readonly nearest: string | null }
  | { readonly code: "unknown-window"; readonly typed: string; readonly nearest: string | null }
  | { readonly code: "too-long"; readonly limit: number }
  | { readonly code: "unknown-button" }
  | { readonly code: "not-yours" }
  | { readonly code: "question-changed" }
  | { readonly code: "admins-only" }
  | { readonly code: "no-questions" }
  | { readonly code: "settings-incomplete" }
  | { readonly code: "bad-channel"; readonly typed: string }
  | { readonly code: "bad-time"; readonly typed: string }
  | { readonly code: "bad-zone"; readonly typed: string; readonly nearest: string | null }
  | { readonly code: "bad-days"; readonly typed: string }
  | { readonly code: "no-schedule" }
  | { readonly code: "no-community" }
  | { readonly code: "bad-module"; readonly typed: string }
  | { readonly code: "trace-empty" }
  | { readonly code: "trace-gone" }
  | { readonly code: "not-your-trace" }
  | { readonly code: "unknown-code" | "expired-code" | "own-code" | "already-linked" | "same-chat" | "too-many-codes" }
  | { readonly code: "not-linked" }
  | { readonly code: "store-full" }
  | { readonly code: "store-busy" }
  | { readonly code: "store-read-only" };
