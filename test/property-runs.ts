/**
 * How many random inputs a property test tries: as many as given, or PROPERTY_FACTOR times as many (npm run properties).
 */
export function propertyRuns(usual: number): number {
  return Math.ceil(usual * Number(process.env.PROPERTY_FACTOR ?? 1));
}
