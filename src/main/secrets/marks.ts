import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { success, type Result } from '../../core/errors/result'
import type { SecretStore } from './secret-store'

/** Shows later that this app, on this computer, has written something: who writes files cannot make one. */
export interface Marks {
  /** A mark over these texts, in their order; the keychain's error where it cannot be asked. */
  make(texts: readonly string[]): Promise<Result<string>>
  /** Whether it is the mark of these texts; where the secret is gone, none is. */
  verify(texts: readonly string[], mark: string | undefined): Promise<Result<boolean>>
}

/** The account of the secret that marks are made with. */
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
      // One secret, however many ask at once for the first time.
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
