import { X509Certificate } from 'node:crypto'
import tls, { type SecureContext } from 'node:tls'

/** Node's lists of certificates, which only newer ones have. */
export function listedCertificates(kind: 'default' | 'system'): readonly string[] | undefined {
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

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    // X509Certificate throws if OpenSSL cannot read it, and one such certificate makes the list unusable.
    return false
  }
}

/**
 * Default certificates plus `extra` (PEM); `undefined` without extra ones. A list replaces Node's.
 */
export function trustWith(extra: readonly string[]): SecureContext | undefined {
  // One unreadable certificate in a system's store would make all connections fail.
  const readable = extra.filter(isReadable)
  if (readable.length === 0) return undefined
  const usual = listedCertificates('default') ?? tls.rootCertificates
  return tls.createSecureContext({ ca: [...new Set([...usual, ...readable])] })
}
