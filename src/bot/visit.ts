import { defaultZone, type Instant, type LocalDate, localDateOf } from "../engine/community/calendar.ts";
import type { Presentation } from "../engine/question/answer.ts";
import type { From } from "./command.ts";
import type { House } from "./house.ts";
import type { Account, Community } from "./ports/people.ts";

/** Who is there, where, and when: what a command is answered for. */
export interface Visit {
  readonly from: From;
  readonly account: Account;
  /** null in a private talk that belongs to no server or workspace. */
  readonly community: Community | null;
  readonly now: Instant;
  readonly today: LocalDate;
}

export async function visitOf(house: House, from: From): Promise<Visit> {
  const now = house.clock.now();
  const { account, community } = await house.store.people.find(from, now);
  return { from, account, community, now, today: localDateOf(now, community?.zone ?? defaultZone) };
}

/** Whether a question was put to this person: to them alone, or to everybody where they are. */
export function isPutTo(visit: Visit, presentation: Presentation): boolean {
  return presentation.account === null
    ? presentation.community === visit.community?.id
    : presentation.account === visit.account.id;
}
