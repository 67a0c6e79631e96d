import { commands } from "../../bot/requests/catalogue.ts";
import { commandName } from "../../bot/requests/typed-command.ts";

/** The scopes that the app asks for, each with its reason. */
const scopes = [
  /** `/async-quiz` */
  "commands",
  /** the daily question, and private answers once a command's response URL has expired */
  "chat:write",
  /** names on the leaderboard, and who is an owner or admin */
  "users:read",
] as const;

/** Where Slack posts in HTTP mode. */
export const eventsPath = "/slack/events";

/**
 * The app as Slack's "create from a manifest" reads it.
 *
 * @param http the public https address of this program; null for Socket Mode
 */
export function slackManifest(http: URL | null): Readonly<Record<string, unknown>> {
  const url = http === null ? null : new URL(`${http.pathname.replace(/\/$/, "")}${eventsPath}`, http).href;
  const requestUrl = url === null ? {} : { request_url: url };
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "async-quiz",
      description:
        "Short questions on sync and async code. Most wrong choices name their misconception; for others it asks you.",
      background_color: "#1f2a44",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: false, messages_tab_read_only_enabled: true },
      bot_user: { display_name: "async-quiz", always_online: true },
      slash_commands: [
        {
          command: `/${commandName}`,
          description: "A question about sync and async programs; help shows everything else",
          usage_hint: commands
            .filter(({ words }) => words.length === 1)
            .map(({ words }) => words[0])
            .join(" | "),
          should_escape: true,
          ...(url === null ? {} : { url }),
        },
      ],
    },
    oauth_config: { scopes: { bot: [...scopes] } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: ["app_home_opened"] },
      interactivity: {
        is_enabled: true,
        ...requestUrl,
        ...(url === null ? {} : { message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
}
