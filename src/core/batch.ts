/** At most this many attempts; then a message is `failed`. */
export const MAX_ATTEMPTS = 3;

/** How many titles of earlier observations a batch carries. */
export const RECENT_TITLES = 8;
