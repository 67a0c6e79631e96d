import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";

/** A file or folder of the package. Questions, migrations and pages are read from there. */
export function inPackage(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The program of the sandbox's threads, built. */
export const analysisThread = pathToFileURL(inPackage("dist/sandbox/analysis-thread.js"));

const manifest = z.object({
  version: z.string(),
  repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]).optional(),
});

/** The version and the repository of this program, from package.json. */
export function readPackage(): { readonly version: string; readonly repository: string | null } {
  const { version, repository } = manifest.parse(JSON.parse(readFileSync(inPackage("package.json"), "utf8")));
  return { version, repository: repository === undefined ? null : repositoryAddress(repository) };
}

/** The web page of a repository, in any form that npm accepts; null if it has none. */
export function repositoryAddress(written: string): string | null {
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(written);
  const url = written.replace(/^git\+/, "").replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, "https://$1/");
  const address = short ? `https://github.com/${short[1]}` : url.replace(/^git:\/\//, "https://");
  const page = address.replace(/\.git$/, "");
  return page.startsWith("https://") && URL.canParse(page) ? page : null;
}
