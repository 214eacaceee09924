/** What stands where a `<private>` part was. It stays in the text so that the reader of a prompt knows that something was there. */
export const PRIVATE_MARKER = '[private]';
/** What stands where a `<private>` part was that held nothing but the word `incognito`. */
export const INCOGNITO_MARKER = '[private: incognito]';
/** What stands where our own context was. */
export const CONTEXT_MARKER = '[recollect-context]';

/** The text as its writer meant it for us: without the markers of what was stripped. */
export function withoutMarkers(text: string): string {
  return text.replaceAll(PRIVATE_MARKER, '').replaceAll(INCOGNITO_MARKER, '').replaceAll(CONTEXT_MARKER, '').trim();
}

/** Whether something private was stripped and nothing is left. */
export function isOnlyPrivate(text: string): boolean {
  return (text.includes(PRIVATE_MARKER) || text.includes(INCOGNITO_MARKER)) && withoutMarkers(text) === '';
}

/** Whether a prompt is nothing but `<private>incognito</private>`: the person wants nothing more of the session recorded. */
export function asksForIncognito(prompt: string): boolean {
  return prompt.replaceAll(CONTEXT_MARKER, '').trim() === INCOGNITO_MARKER;
}
