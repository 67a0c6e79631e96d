/** Slack cannot be joined as things are; the message tells an operator what to do about it. */
export class SlackRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SlackRefused";
  }
}
