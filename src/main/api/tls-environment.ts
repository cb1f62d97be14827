type Environment = Readonly<Record<string, string | undefined>>

/**
 * Node's options that weaken TLS: its keys are written to a file, unknown authorities are trusted, or old
 * versions or weak ciphers are allowed.
 */
const weakening =
  /^--(?:tls-keylog|use-openssl-ca|openssl-\S+|tls-min-v1\.[01]|tls-max-v1\.[01]|tls-cipher-list)$/

/**
 * The first option, of the command line or of `NODE_OPTIONS`, that forbids sending a key.
 *
 * @param options as in `process.execArgv`
 */
export function weakenedTls(env: Environment, options: readonly string[]): string | undefined {
  const fromEnvironment = (env['NODE_OPTIONS'] ?? '').split(/[\s"]+/)
  const names = [...fromEnvironment, ...options].map((option) => option.split('=')[0] ?? '')
  // Node accepts an underscore in place of a hyphen.
  return names.map((name) => name.replaceAll('_', '-')).find((name) => weakening.test(name))
}

/**
 * Removes variables from the environment before they are read: one disables certificate checks by
 * default, one logs keys, two replace the system's list of trusted authorities.
 * `NODE_EXTRA_CA_CERTS` is the way to trust more of them.
 */
export function clearTlsVariables(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    const known = /^(?:NODE_TLS_REJECT_UNAUTHORIZED|SSL_CERT_FILE|SSL_CERT_DIR|SSLKEYLOGFILE)$/i
    if (known.test(name)) delete env[name]
  }
}
