import type { Fault } from "./fault.ts";

/** What one file of the catalogue wants to be settled first. */
export interface PrerequisiteLinks {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly prerequisites: readonly string[];
}

/** A fault for each way in which the prerequisites lead back to where they began, at the file that closes it. */
export function circleFaults(catalogue: readonly PrerequisiteLinks[]): Fault[] {
  const linksById = new Map(catalogue.map((links) => [links.id, links]));
  const settled = new Set<string>();
  const faults: Fault[] = [];
  const follow = (links: PrerequisiteLinks, way: readonly string[]) => {
    if (settled.has(links.id)) return;
    const here = [...way, links.id];
    for (const id of links.prerequisites) {
      const next = linksById.get(id);
      if (!next || next === links) continue;
      if (here.includes(id)) faults.push(circleFault(links, [...here.slice(here.indexOf(id)), id]));
      else follow(next, here);
    }
    settled.add(links.id);
  };
  for (const links of catalogue) follow(links, []);
  return faults;
}

function circleFault({ file, line }: PrerequisiteLinks, circle: readonly string[]): Fault {
  const message = `lead in a circle: ${circle.join(" -> ")}; leave one of them out`;
  return { file, line, field: "prerequisites", message };
}
