import type { Logger } from '../../src/core/ports';

/** For tests that are not about the log. */
export const silentLogger: Logger = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
