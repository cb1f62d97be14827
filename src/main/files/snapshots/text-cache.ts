import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { contentHash } from '../../../core/model/mapper-text'

const ending = '.txt'

/** Stored texts by hash, for offline use. */
export interface TextCache {
  /** `undefined` if missing; deletes a file that doesn't match its name. */
  read(hash: string): Promise<string | undefined>
  /** Stores a text under its matching hash. Write errors are ignored: it can be fetched again. */
  keep(hash: string, text: string): Promise<void>
  sweep(): Promise<void>
}

/** `most`: number of texts to keep. */
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
        // It is then read from its storage.
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
        // It is then read from its storage.
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
        // Nothing can be swept now.
      }
    },
  }
}
