import { fileURLToPath } from "node:url";

/** A file or folder of the package: its questions, migrations and pages are read where they are, never copied. */
export function inPackage(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
