/** What stands where a secret was. */
export const redacted = (kind: string): string => `[redacted:${kind}]`;

export const isRedacted = (value: string): boolean => value.startsWith('[redacted:');
