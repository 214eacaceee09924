/** What one call may ask for; the owner gives at most a thousand at a time. */
const PAGE = 500;

/** Gathers the first `limit` entries of a list page by page, or all when there are fewer. */
export async function loadUpTo<T>(limit: number, load: (page: { limit: number; offset: number }) => Promise<readonly T[]>): Promise<readonly T[]> {
  const entries: T[] = [];
  while (entries.length < limit) {
    const asked = Math.min(PAGE, limit - entries.length);
    const page = await load({ limit: asked, offset: entries.length });
    entries.push(...page);
    if (page.length < asked) break;
  }
  return entries;
}
