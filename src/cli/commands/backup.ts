import { Command } from "commander";
import { backup } from "../../store/sqlite/backup.ts";
import { environmentConfig } from "../config.ts";

export function backupCommand(): Command {
  return new Command("backup")
    .description("copy the database to a new file; the bot may be running")
    .argument("<file>", "the file to write")
    .action(async (file: string) => {
      await backup(environmentConfig().databaseUrl, file);
      process.stdout.write(`Copied the database to ${file}.\n`);
    });
}
