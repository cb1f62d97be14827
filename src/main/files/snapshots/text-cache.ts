import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { contentHash } from '../../../core/model/mapper-text'

const ending = '.txt'

/** Texts that Ory stores by their hash, kept on disk so that they can be read without a network. */
export interface TextCache {
  /** `undefined` where it is not kept; a file that is not what its name says is deleted. */
  read(hash: string): Promise<string | undefined>
  /**
   * Keeps a text under its hash, if it is its hash: a text in another encoding is not kept. A disk
   * that refuses is no reason to fail, since it can be read again.
   */
  keep(hash: string, text: string): Promise<void>
  /** Deletes the oldest beyond what is kept. */
  sweep(): Promise<void>
}

/** @param folder the user data folder; @param most how many texts are kept. */
export function createTextCache({
  folder,
  most = 2000,
}: {
  readonly folder: string
  readonly most?: number
}): TextCache {
  const root = join(folder, 'texts')
  const file = (hash: string) => join(root, hash + ending)

  async function ageOf(name: string) {
    const { mtimeMs } = await stat(join(root, name))
    return { name, mtimeMs }
  }

  return {
    async read(hash) {
      if (!/^[0-9a-f]{128}$/.test(hash)) return undefined
      try {
        const bytes = await readFile(file(hash))
        if (contentHash(bytes) === hash) return new TextDecoder().decode(bytes)
        await rm(file(hash), { force: true })
      } catch {
        // It is read from its storage then.
      }
      return undefined
    },
    async keep(hash, text) {
      const bytes = new TextEncoder().encode(text)
      if (contentHash(bytes) !== hash) return
      try {
        await mkdir(root, { recursive: true, mode: 0o700 })
        await writeFileAtomic(file(hash), Buffer.from(bytes), { mode: 0o600 })
      } catch {
        // See above.
      }
    },
    async sweep() {
      try {
        const names = (await readdir(root)).filter((name) => name.endsWith(ending))
        if (names.length <= most) return
        const files = await Promise.all(names.map(ageOf))
        const oldest = files.sort((left, right) => left.mtimeMs - right.mtimeMs)
        for (const { name } of oldest.slice(0, files.length - most)) {
          await rm(join(root, name), { force: true })
        }
      } catch {
        // There is nothing to sweep, or not now.
      }
    },
  }
}
