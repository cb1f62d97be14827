type Environment = Readonly<Record<string, string | undefined>>

/** Node options that log keys, trust unknown authorities, or allow old or weak TLS. */
const weakening =
  /^--(?:tls-keylog|use-openssl-ca|openssl-\S+|tls-min-v1\.[01]|tls-max-v1\.[01]|tls-cipher-list)$/

/** The first option (`process.execArgv` or `NODE_OPTIONS`) that forbids sending a key. */
export function weakenedTls(env: Environment, options: readonly string[]): string | undefined {
  const fromEnvironment = (env['NODE_OPTIONS'] ?? '').split(/[\s"]+/)
  const names = [...fromEnvironment, ...options].map((option) => option.split('=')[0] ?? '')
  // Node accepts underscores for hyphens.
  return names.map((name) => name.replaceAll('_', '-')).find((name) => weakening.test(name))
}

/** Deletes variables that weaken TLS; `NODE_EXTRA_CA_CERTS` stays to trust more authorities. */
export function clearTlsVariables(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    const known = /^(?:NODE_TLS_REJECT_UNAUTHORIZED|SSL_CERT_FILE|SSL_CERT_DIR|SSLKEYLOGFILE)$/i
    if (known.test(name)) delete env[name]
  }
}
