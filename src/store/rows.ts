/** A row as a thing of the glossary, which knows no null, no county and none of the columns named `own`. */
export function bare<T>(row: object, ...own: string[]): T {
  const kept = Object.entries(row).filter(
    ([key, value]) => value !== null && key !== 'county' && !own.includes(key),
  );
  return Object.fromEntries(kept) as T;
}

/** What is looked back at in the record: a month. */
export const MONTH_MS = 30 * 86_400_000;
