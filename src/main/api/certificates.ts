import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import tls, { type SecureContext } from 'node:tls'

/** Node's lists of certificates, which only newer ones have. */
function listed(kind: 'default' | 'system'): readonly string[] | undefined {
  // The types are those of the oldest supported Node, which lacks the function.
  const { getCACertificates } = tls as unknown as {
    getCACertificates?: (kind: 'default' | 'system') => string[]
  }
  try {
    return getCACertificates?.(kind)
  } catch {
    // The system's store cannot be read: Node's own certificates are used.
    return undefined
  }
}

/** Where Debian, Fedora and SUSE have their trusted certificates, for a Node that cannot list them. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
] as const

/** The certificates of a PEM file; empty where it cannot be read. */
function bundled(path: string): readonly string[] {
  try {
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
    return readFileSync(path, 'latin1').match(pem) ?? []
  } catch {
    // Most systems have only one of these files.
    return []
  }
}

/**
 * Trusted certificates as PEM: the operating system's, where they can be read, and those of `NODE_EXTRA_CA_CERTS`, which
 * Node itself ignores in a packaged app (fuse `enableNodeOptionsEnvironmentVariable`).
 */
export function systemCertificates(
  env: Readonly<Record<string, string | undefined>> = process.env,
  bundles: readonly string[] = systemBundles,
): readonly string[] {
  const ofSystem = listed('system') ?? bundles.map(bundled).find(({ length }) => length > 0) ?? []
  const extra = env['NODE_EXTRA_CA_CERTS'] ?? ''
  return extra === '' ? ofSystem : [...ofSystem, ...bundled(extra)]
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    // X509Certificate throws if OpenSSL cannot read it, and one such certificate makes the list unusable.
    return false
  }
}

/**
 * The trusted certificates of connections, if more (PEM) are trusted than the default ones.
 *
 * A list replaces Node's own, which includes `NODE_EXTRA_CA_CERTS`, so the default list is added again
 * where Node provides it. `undefined` without additional certificates: Node's default applies.
 */
export function trustWith(extra: readonly string[]): SecureContext | undefined {
  // One unreadable certificate in a system's store would make all connections fail.
  const readable = extra.filter(isReadable)
  if (readable.length === 0) return undefined
  const usual = listed('default') ?? tls.rootCertificates
  return tls.createSecureContext({ ca: [...new Set([...usual, ...readable])] })
}
