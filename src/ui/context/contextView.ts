import type { ContextSubject } from './contextSubject';

/** The context previews, as commands see them. */
export interface ContextView {
  /** The folder that the person is at work in. */
  readonly folder: string | undefined;
  /** What the active editor shows. */
  readonly shown: ContextSubject | undefined;
  open(subject: ContextSubject): Promise<void>;
}
