import { Command, InvalidArgumentError, Option } from "commander";
import { slackManifest } from "../../adapters/slack/manifest.ts";

export function slackCommand(): Command {
  const http = new Option("--http <url>", "the public https address of this program (default: Socket Mode)");
  return new Command("slack").description("set up Slack").addCommand(
    new Command("manifest")
      .description("print the app manifest, to paste at api.slack.com/apps")
      .addOption(http.argParser(httpsAddress))
      .action((options: { readonly http?: URL }) => {
        process.stdout.write(`${JSON.stringify(slackManifest(options.http ?? null), null, 2)}\n`);
      }),
  );
}

function httpsAddress(text: string): URL {
  if (URL.canParse(text) && new URL(text).protocol === "https:") return new URL(text);
  throw new InvalidArgumentError("It must be an https address, such as https://quiz.example.org.");
}
