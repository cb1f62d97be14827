import { realpath } from 'node:fs/promises'
import { z } from 'zod'
import type { Result } from '../../core/errors/result'
import { createQueue } from '../concurrency/in-turn'

const nameSchema = z.object({ projectId: z.string(), reference: z.string() })
/** Name of a draft's secret; the value is only in the keychain. */
export type SecretName = z.infer<typeof nameSchema>

export const secretLedgerSchema = z.object({
  place: z.string(),
  secrets: z.array(nameSchema),
})
type Stored = z.infer<typeof secretLedgerSchema>

/** Secrets this folder stored. Folders share the keychain and may only delete their own. */
export interface SecretLedger {
  list(): Promise<readonly SecretName[]>
  /** Call before storing, so that every secret is listed. */
  add(name: SecretName): Promise<void>
  /** Call after deleting. */
  remove(names: readonly SecretName[]): Promise<void>
}

const sameName = (one: SecretName, other: SecretName) =>
  one.projectId === other.projectId && one.reference === other.reference

export function createSecretLedger({
  folder,
  file,
}: {
  folder: string
  file: { read(): Promise<Result<Stored | undefined>>; write(data: Stored): Promise<Result<void>> }
}): SecretLedger {
  let known: Promise<readonly SecretName[]> | undefined
  const { run: inTurn } = createQueue()

  // A missing folder has no other path.
  const place = () => realpath(folder).catch(() => folder)

  /** A copied folder starts empty: its secrets belong to the original. */
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

  /** If the list can't be written, the secret is stored but never swept. */
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
