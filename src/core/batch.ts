/** At most this many attempts; then a message is `failed`. */
export const MAX_ATTEMPTS = 3;

/** How many titles of earlier observations a batch carries. */
export const RECENT_TITLES = 8;

/** How many titles of its own turn a summarize carries. */
export const TURN_TITLES = 40;
