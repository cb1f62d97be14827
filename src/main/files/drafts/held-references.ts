import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../store/file-errors'

/** Whatever may hold a reference: drafts with their history, the trash, publishes that were interrupted. */
const folders = ['drafts', 'trash', 'publishing']

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/**
 * Which of some references stand in a file of the user data folder. Looked for as text, so that a
 * damaged file, one set aside and one of a newer version keep theirs.
 *
 * @returns `undefined` where a file cannot be read: then nobody knows.
 */
export async function heldReferences(
  folder: string,
  references: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const held = new Set<string>()
  try {
    for (const part of folders) {
      for (const name of await namesIn(join(folder, part))) {
        const bytes = await readFile(join(folder, part, name))
        for (const reference of references) if (bytes.includes(reference)) held.add(reference)
      }
    }
    return held
  } catch {
    // Without rights, or gone while it was read: the next sweep looks again.
    return undefined
  }
}
