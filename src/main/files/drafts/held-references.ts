import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../store/file-errors'

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
 * References in any file, found as text so damaged files count; `undefined` if one is unreadable.
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
    // No permission, or deleted meanwhile: the next sweep tries again.
    return undefined
  }
}
