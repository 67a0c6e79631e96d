import { slackManifest } from "../../adapters/slack/manifest.ts";
import { Refused } from "../refused.ts";

/**
 * Prints the manifest as JSON, which Slack's page takes as it is.
 *
 * @throws Refused where the address is none that Slack could reach
 */
export function printSlackManifest(options: { http?: string | undefined }): void {
  const http = options.http === undefined ? null : addressOf(options.http);
  process.stdout.write(`${JSON.stringify(slackManifest(http), null, 2)}\n`);
}

function addressOf(typed: string): URL {
  if (URL.canParse(typed) && new URL(typed).protocol === "https:") return new URL(typed);
  throw new Refused([`--http needs an https address: "${typed}" is none. Give one like https://quiz.example.org.`]);
}
