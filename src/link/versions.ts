/** Whether `version` is newer than `other`; both as `major.minor.patch`. */
export function isNewer(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split(/[.-]/).slice(0, 3).map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
