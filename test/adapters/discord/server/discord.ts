import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openTestTime } from "../../../test-time.ts";
import { type Channel, type Guild, openTown, snowflake, type Town } from "./fake-discord.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { type NetworkFailures, openNetworkFailures } from "./network-failures.ts";
import { type Person, personOf } from "./people.ts";
import { restServer } from "./rest.ts";

/** A fake Discord on this machine, which enforces Discord's rules and records violations. */
export interface Discord {
  readonly town: Town;
  readonly gateway: Gateway;
  readonly failures: NetworkFailures;
  /** For the bot's REST client. */
  readonly apiUrl: string;
  guild(name: string, owner?: string): Guild;
  channel(guild: Guild, name: string, type?: number): Channel;
  talkWith(person: Person): Channel;
  person(name: string, who?: { nick?: string; manages?: boolean; id?: string }): Person;
  stop(): Promise<void>;
}

const manageServer = 1n << 5n;
const useCommands = 1n << 31n;

export async function openDiscord(time = openTestTime()): Promise<Discord> {
  const town = openTown(time);
  const failures = openNetworkFailures();
  let port = 0;
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
  const server = restServer(town, failures, gatewayUrl);
  const gateway = openGateway(town, server, gatewayUrl);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
  return {
    town,
    gateway,
    failures,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    guild(name, owner = snowflake(town)) {
      const guild: Guild = { id: snowflake(town), name, owner, channels: [] };
      town.guilds.set(guild.id, guild);
      return guild;
    },
    channel(guild, name, type = 0) {
      const channel: Channel = {
        id: snowflake(town),
        name,
        type,
        guild: guild.id,
        mayView: true,
        mayReadHistory: true,
        maySend: true,
      };
      guild.channels.push(channel);
      town.channels.set(channel.id, channel);
      return channel;
    },
    talkWith(person) {
      const talk: Channel = {
        id: snowflake(town),
        name: person.id,
        type: 1,
        guild: null,
        mayView: true,
        mayReadHistory: true,
        maySend: true,
      };
      town.channels.set(talk.id, talk);
      return talk;
    },
    person(name, { nick, manages = false, id = snowflake(town) } = {}) {
      const permissions = useCommands | (manages ? manageServer : 0n);
      return personOf(town, gateway, { id, name, permissions, ...(nick === undefined ? {} : { nick }) });
    },
    async stop() {
      failures.release();
      await gateway.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
