import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { success, type Result } from '../../core/errors/result'
import type { SecretStore } from './secret-store'

/** Proves that this app wrote something; writers of files can't forge it. */
export interface Marks {
  /** Marks texts in this order; fails with the keychain's error. */
  make(texts: readonly string[]): Promise<Result<string>>
  /** False if the secret is gone. */
  verify(texts: readonly string[], mark: string | undefined): Promise<Result<boolean>>
}

const account = 'marks'

const markOf = (secret: string, texts: readonly string[]) =>
  createHmac('sha256', secret).update(JSON.stringify(texts)).digest()

export function createMarks(secretStore: () => Promise<SecretStore>): Marks {
  let making: Promise<Result<string>> | undefined

  async function readOrMake(): Promise<Result<string>> {
    const store = await secretStore()
    const kept = await store.get(account)
    if (!kept.ok) return kept
    if (kept.value !== undefined) return success(kept.value)
    const fresh = randomBytes(32).toString('base64url')
    const stored = await store.set(account, fresh)
    return stored.ok ? success(fresh) : stored
  }

  return {
    async make(texts) {
      // Concurrent first calls share one secret.
      making ??= readOrMake().finally(() => (making = undefined))
      const secret = await making
      return secret.ok ? success(markOf(secret.value, texts).toString('hex')) : secret
    },

    async verify(texts, mark) {
      if (mark === undefined || !/^[0-9a-f]{64}$/.test(mark)) return success(false)
      const kept = await (await secretStore()).get(account)
      if (!kept.ok) return kept
      if (kept.value === undefined) return success(false)
      return success(timingSafeEqual(markOf(kept.value, texts), Buffer.from(mark, 'hex')))
    },
  }
}
