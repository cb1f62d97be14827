import { X509Certificate } from 'node:crypto'
import tls, { type SecureContext } from 'node:tls'

/** Node's lists of certificates, which only newer ones have. */
function listed(kind: 'default' | 'system'): readonly string[] | undefined {
  // Asserted because the types are those of the oldest Node, which lacks it.
  const { getCACertificates } = tls as unknown as {
    getCACertificates?: (kind: 'default' | 'system') => string[]
  }
  try {
    return getCACertificates?.(kind)
  } catch {
    // A store of the system that cannot be read: the certificates that Node brings are enough to go on.
    return undefined
  }
}

/** The operating system's trusted certificates as PEM; none where this Node cannot read them. */
export const systemCertificates = (): readonly string[] => listed('system') ?? []

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    // X509Certificate throws for what OpenSSL cannot read; with it the whole list would be refused.
    return false
  }
}

/**
 * What connections trust when more certificates (PEM) are trusted than the default ones.
 *
 * A list replaces Node's own, in which `NODE_EXTRA_CA_CERTS` is too: it is read again as part of the
 * default list where Node tells it. Without more certificates there is no list, and Node does it.
 */
export function trustWith(extra: readonly string[]): SecureContext | undefined {
  // One unreadable certificate of a system's store would make all connections fail.
  const readable = extra.filter(isReadable)
  if (readable.length === 0) return undefined
  const usual = listed('default') ?? tls.rootCertificates
  return tls.createSecureContext({ ca: [...new Set([...usual, ...readable])] })
}
