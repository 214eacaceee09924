import { UserFacingError } from '../core/errors';

/** The command line is off: where its usage is told is shown with it. */
export class UsageError extends UserFacingError {}

/** Standard output, for people or (`--json`) for programs. Each method gives the exit code 0, so that a command can end with it. */
export class Output {
  constructor(readonly isJson: boolean) {}

  text(text: string): 0 {
    return this.exact(`${text}\n`);
  }

  /** Nothing but these bytes. */
  exact(text: string): 0 {
    process.stdout.write(text);
    return 0;
  }

  /** `value` as JSON on one line, or what `describe` makes of it. */
  value<T>(value: T, describe: (value: T) => string): 0 {
    return this.text(this.isJson ? JSON.stringify(value) : describe(value));
  }
}

export function oneOf<T extends string>(text: string | undefined, known: readonly T[], name: string): T | undefined {
  if (text === undefined) return undefined;
  const value = known.find((one) => one === text);
  if (value === undefined) throw new UsageError(`${name} is one of ${known.join(', ')}, not "${text}"`);
  return value;
}

export function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`${name} takes a whole number, not "${text}"`);
  return value;
}
