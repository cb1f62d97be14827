import { X509Certificate } from 'node:crypto'
import tls, { type SecureContext } from 'node:tls'

/** Node's certificate lists, which only newer versions have. */
export function listedCertificates(kind: 'default' | 'system'): readonly string[] | undefined {
  // The oldest supported Node's types lack the function.
  const { getCACertificates } = tls as unknown as {
    getCACertificates?: (kind: 'default' | 'system') => string[]
  }
  try {
    return getCACertificates?.(kind)
  } catch {
    // Unreadable system store: use Node's certificates.
    return undefined
  }
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.byteLength > 0
  } catch {
    // OpenSSL can't read it, and one such certificate spoils the list.
    return false
  }
}

/**
 * Default certificates plus `extra` (PEM); `undefined` without extra ones. A list replaces Node's.
 */
export function trustWith(extra: readonly string[]): SecureContext | undefined {
  // One unreadable certificate would break all connections.
  const readable = extra.filter(isReadable)
  if (readable.length === 0) return undefined
  const usual = listedCertificates('default') ?? tls.rootCertificates
  return tls.createSecureContext({ ca: [...new Set([...usual, ...readable])] })
}
