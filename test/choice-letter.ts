/** The letter of a choice on a card, by words with which the choice begins. */
export function letterOf(card: string, choice: string): string {
  const letter = new RegExp(`([A-E])\\W+${choice}`).exec(card)?.[1];
  if (letter === undefined) throw new Error(`no choice ${choice} in ${card}`);
  return letter;
}
