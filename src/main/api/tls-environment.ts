type Environment = Readonly<Record<string, string | undefined>>

/**
 * Node's options that make TLS worth less: its keys are written to a file, other authorities than
 * the known ones are trusted, old versions or weak ciphers are spoken.
 */
const weakening =
  /^--(?:tls-keylog|use-openssl-ca|openssl-\S+|tls-min-v1\.[01]|tls-max-v1\.[01]|tls-cipher-list)$/

/**
 * The first option, of the command line or of `NODE_OPTIONS`, with which a key is not to be sent.
 *
 * @param options as `process.execArgv` has them
 */
export function weakenedTls(env: Environment, options: readonly string[]): string | undefined {
  const fromEnvironment = (env['NODE_OPTIONS'] ?? '').split(/[\s"]+/)
  const names = [...fromEnvironment, ...options].map((option) => option.split('=')[0] ?? '')
  // Node takes an underscore for a hyphen.
  return names.map((name) => name.replaceAll('_', '-')).find((name) => weakening.test(name))
}

/**
 * Takes variables out of the environment before anything reads them: one switches certificate checks
 * off for whoever does not say otherwise, one writes down keys, two name another list of trusted
 * authorities as the system's. `NODE_EXTRA_CA_CERTS` is the way to trust more of them.
 */
export function clearTlsVariables(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    const known = /^(?:NODE_TLS_REJECT_UNAUTHORIZED|SSL_CERT_FILE|SSL_CERT_DIR|SSLKEYLOGFILE)$/i
    if (known.test(name)) delete env[name]
  }
}
