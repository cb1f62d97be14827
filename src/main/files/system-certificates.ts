import { readFileSync } from 'node:fs'
import { listedCertificates } from '../api/certificates'

/** Certificate bundles of Debian, Fedora and SUSE, for a Node without lists. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
] as const

function bundled(path: string): readonly string[] {
  try {
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
    return readFileSync(path, 'latin1').match(pem) ?? []
  } catch {
    // Most systems have only one of these files.
    return []
  }
}

/** PEM of the system's and `NODE_EXTRA_CA_CERTS`, which Node ignores in packaged apps (a fuse). */
export function systemCertificates(
  env: Readonly<Record<string, string | undefined>> = process.env,
  bundles: readonly string[] = systemBundles,
): readonly string[] {
  const ofSystem =
    listedCertificates('system') ?? bundles.map(bundled).find(({ length }) => length > 0) ?? []
  const extra = env['NODE_EXTRA_CA_CERTS'] ?? ''
  return extra === '' ? ofSystem : [...ofSystem, ...bundled(extra)]
}
