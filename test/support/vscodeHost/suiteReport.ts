/** What a suite tells the runner, test by test. */
export type SuiteReport =
  | { readonly kind: 'passed'; readonly title: string; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'skipped'; readonly title: string }
  | { readonly kind: 'ended'; readonly counts: SuiteCounts };

export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The environment of a suite: where it reaches the runner, and what it tests. */
export const SUITE_ENVIRONMENT = {
  /** The address of the runner's control endpoint. */
  control: 'RECOLLECT_TEST_CONTROL',
  /** The built hook program. */
  hook: 'RECOLLECT_TEST_HOOK',
  /** The folder of the repository: fixtures are found from here. */
  repository: 'RECOLLECT_TEST_REPOSITORY',
} as const;
