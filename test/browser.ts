import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** A browser for tests of pages, or why there is none on this machine. */
export type Launched =
  | { readonly type: "browser"; readonly browser: Browser }
  | { readonly type: "skip"; readonly reason: string };

/** Why no browser is available here; null if one is. */
export function browserSkipReason(): string | null {
  if (process.env.CHROME_PATH || (process.platform === "linux" && process.arch === "x64")) return null;
  return "set CHROME_PATH to a Chrome or Chromium to run the tests that need a browser";
}

/** Starts the browser at CHROME_PATH or, on Linux x64, the one that comes with the packages. */
export async function launchBrowser(): Promise<Launched> {
  const reason = browserSkipReason();
  if (reason !== null) return { type: "skip", reason };
  const chosen = process.env.CHROME_PATH;
  sparticuz.setGraphicsMode = false;
  const executablePath = chosen || (await sparticuz.executablePath());
  // The packaged browser runs without the usual sandboxes; its own web security stays on here.
  const args = chosen
    ? []
    : sparticuz.args.filter((arg) => !arg.includes("web-security") && arg !== "--single-process");
  return { type: "browser", browser: await chromium.launch({ executablePath, args, headless: true }) };
}
