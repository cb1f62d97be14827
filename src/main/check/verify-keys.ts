import type { KeySelection } from '../../core/check/keys'

/**
 * How many of the keys can verify a signature: each is imported, so that one with damaged numbers
 * does not count. jose is loaded when first needed, for the window not to wait for it.
 */
export async function countUsableKeys({ candidates }: KeySelection): Promise<number> {
  const { importJWK } = await import('jose')
  const usable = await Promise.all(
    candidates.map(async ({ jwk, algorithm }) => {
      try {
        const key = await importJWK(jwk, algorithm)
        // A secret one would be the provider's mistake, and verifies nothing for others.
        return !(key instanceof Uint8Array) && key.type === 'public'
      } catch {
        // A key that cannot be imported is what is asked about here; the step says how many are usable.
        return false
      }
    }),
  )
  return usable.filter(Boolean).length
}
