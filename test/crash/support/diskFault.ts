export type OperationName = 'ensureFolder' | 'names' | 'exists' | 'read' | 'openToRead' | 'createExclusive' | 'append' | 'sync' | 'truncate' | 'rename' | 'remove' | 'syncFile' | 'syncFolder';

/** An error of the file system at the nth call of an operation, once or from there on. */
export class DiskFault {
  private calls = 0;
  /** How often it has struck. */
  struck = 0;

  constructor(
    private readonly operation: OperationName,
    private readonly atCall: number,
    private readonly code: string,
    private readonly lasts: boolean,
  ) {}

  get error(): Error {
    return Object.assign(new Error(`${this.code}: injected, ${this.operation}`), { code: this.code });
  }

  strikes(operation: OperationName): boolean {
    if (operation !== this.operation) return false;
    const call = this.calls++;
    const strikes = this.lasts ? call >= this.atCall : call === this.atCall;
    if (strikes) this.struck++;
    return strikes;
  }
}
