import type { KeySelection } from '../../core/check/keys'

/**
 * How many of the keys can verify a signature: each is imported, so that damaged keys do not count. jose
 * is loaded on first use, so that the window does not wait for it.
 */
export async function countUsableKeys({ candidates }: KeySelection): Promise<number> {
  const { importJWK } = await import('jose')
  const usable = await Promise.all(
    candidates.map(async ({ jwk, algorithm }) => {
      try {
        const key = await importJWK(jwk, algorithm)
        // A secret key would be the provider's mistake, and cannot verify signatures for others.
        return !(key instanceof Uint8Array) && key.type === 'public'
      } catch {
        // A key that cannot be imported is not counted.
        return false
      }
    }),
  )
  return usable.filter(Boolean).length
}
