/** Version of the package, put in by the bundler. */
declare const RECOLLECT_VERSION: string;
