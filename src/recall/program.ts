/** The command line program where connecting an agent puts it; nobody has it on a path. */
export const PROGRAM = '~/.recollect/bin/recollect';
