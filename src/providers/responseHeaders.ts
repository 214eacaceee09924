import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { randomUUID } from 'node:crypto';
import type { Disposable } from '../core/ports';

const CHANNEL = 'undici:request:headers';
const CALL_HEADER = 'x-recollect-call';

/**
 * Sees the headers of the answer to one `fetch` made inside a library that hides them. The call is known by a header of its
 * own; where fetch does not report on the channel, `headers` stays empty.
 */
export class ResponseHeaders implements Disposable {
  private readonly id = randomUUID();
  readonly headers = new Headers();

  constructor() {
    subscribe(CHANNEL, this.onHeaders);
  }

  /** What the call must carry to be known. */
  get requestHeaders(): Readonly<Record<string, string>> {
    return { [CALL_HEADER]: this.id };
  }

  dispose(): void {
    unsubscribe(CHANNEL, this.onHeaders);
  }

  private readonly onHeaders = (message: unknown): void => {
    const event = message as { readonly request?: { readonly headers?: unknown }; readonly response?: { readonly headers?: unknown } } | undefined;
    if (!String(event?.request?.headers).includes(this.id) || !Array.isArray(event?.response?.headers)) return;
    const flat: readonly unknown[] = event.response.headers;
    for (let index = 0; index + 1 < flat.length; index += 2) {
      const [name, value] = [String(flat[index]), String(flat[index + 1])];
      if (name.toLowerCase().startsWith('retry-after')) this.headers.set(name, value);
    }
  };
}
