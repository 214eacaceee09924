/**
 * What a repository's remote is called whichever way it is reached, from the text of its git config: host and path in lower case,
 * without protocol, user, port and `.git`. `origin`, or the first where there is none of that name; undefined without a remote.
 */
export function remoteIn(gitConfig: string): string | undefined {
  const remotes = new Map<string, string>();
  let remote: string | undefined;
  for (const line of gitConfig.split('\n')) {
    const section = /^\s*\[\s*([^\]"\s]+)(?:\s+"([^"]*)")?\s*\]/.exec(line);
    if (section) remote = section[1]?.toLowerCase() === 'remote' ? section[2] : undefined;
    const url = remote === undefined ? undefined : /^\s*url\s*=\s*"?([^"#;]*)/i.exec(line)?.[1]?.trim();
    if (remote !== undefined && url !== undefined && url !== '' && !remotes.has(remote)) remotes.set(remote, url);
  }
  const url = remotes.get('origin') ?? remotes.values().next().value;
  return url === undefined ? undefined : identityOf(url);
}

/** Undefined for a remote that is a folder relative to something. */
function identityOf(url: string): string | undefined {
  const bare = url.replace(/[?#].*$/, '').replace(/\/+$/, '').replace(/\.git$/i, '');
  const local = /^(?:file:\/\/)?(\/.*|[a-z]:[\\/].*)$/i.exec(bare);
  if (local?.[1] !== undefined) return local[1];
  const parts = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/]*@)?([^/:@]+)(?::\d+)?\/(.+)$/i.exec(bare) ?? /^(?:[^@/]*@)?([^/:@]+):(?!\/\/)(.+)$/.exec(bare);
  const [, host, path] = parts ?? [];
  return host === undefined || path === undefined ? undefined : `${host}/${path.replace(/^[/~]+/, '')}`.toLowerCase();
}
