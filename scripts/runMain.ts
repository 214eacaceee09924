import { UserFacingError } from '../src/core/errors';

/** Runs a script to its exit code. A failure meant for people is shown as its sentence, any other with its stack. */
export function runMain(main: () => Promise<number>): void {
  process.once('uncaughtException', (error) => {
    console.error(error);
    // Ends as a signal does: what is open is closed first.
    process.kill(process.pid, 'SIGTERM');
  });
  main().then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      console.error(error instanceof UserFacingError ? error.message : error);
      process.exitCode = 1;
    },
  );
}
