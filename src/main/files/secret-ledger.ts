import { realpath } from 'node:fs/promises'
import { z } from 'zod'
import type { Result } from '../../core/errors/result'
import { createQueue } from '../concurrency/in-turn'

const nameSchema = z.object({ projectId: z.string(), reference: z.string() })
/** A secret of a draft by its name; its value is in the keychain alone. */
export type SecretName = z.infer<typeof nameSchema>

export const secretLedgerSchema = z.object({
  /** Where the folder lay when it was written. */
  place: z.string(),
  secrets: z.array(nameSchema),
})
type Stored = z.infer<typeof secretLedgerSchema>

/**
 * Which secrets this user data folder put into the keychain, `secrets.json`: the keychain is one for
 * all folders of an account, so none may take away what it did not put there.
 */
export interface SecretLedger {
  list(): Promise<readonly SecretName[]>
  /** Before the keychain gets it, so that none is there that nobody knows of. */
  add(name: SecretName): Promise<void>
  /** After the keychain has given it up. */
  remove(names: readonly SecretName[]): Promise<void>
}

const sameName = (one: SecretName, other: SecretName) =>
  one.projectId === other.projectId && one.reference === other.reference

/** @param folder the user data folder. */
export function createSecretLedger({
  folder,
  file,
}: {
  folder: string
  file: { read(): Promise<Result<Stored | undefined>>; write(data: Stored): Promise<Result<void>> }
}): SecretLedger {
  let known: Promise<readonly SecretName[]> | undefined
  const { run: inTurn } = createQueue()

  // A folder that is not there yet has no other name.
  const place = () => realpath(folder).catch(() => folder)

  /** A copy of another folder begins anew: the secrets are the other one's, as long as that is there. */
  async function load(): Promise<readonly SecretName[]> {
    const read = await file.read()
    if (!read.ok || !read.value) return []
    const { place: written, secrets } = read.value
    if (written === (await place())) return secrets
    const isCopy = await realpath(written).then(
      () => true,
      () => false,
    )
    return isCopy ? [] : secrets
  }

  const list = () => (known ??= load())

  /** A list that cannot be written is no reason to keep no secret: that one is then never swept. */
  function change(next: (secrets: readonly SecretName[]) => readonly SecretName[]): Promise<void> {
    return inTurn(async () => {
      const before = await list()
      const secrets = next(before)
      if (secrets === before) return
      known = Promise.resolve(secrets)
      await file.write({ place: await place(), secrets: [...secrets] })
    })
  }

  return {
    list: () => inTurn(list),
    add: (added) =>
      change((secrets) =>
        secrets.some((item) => sameName(item, added)) ? secrets : [...secrets, added],
      ),
    remove: (names) =>
      change((secrets) => {
        const left = secrets.filter((item) => !names.some((gone) => sameName(item, gone)))
        return left.length === secrets.length ? secrets : left
      }),
  }
}
