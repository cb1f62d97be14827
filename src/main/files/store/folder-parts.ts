import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FolderPart } from '../../log/diagnostics/diagnostics-text'

/** The app's own files and folders; others are Electron's. */
const ownName = /^[a-z]+(?:-[a-z]+)*(?:\.json|\.lock)?(?:\.damaged-\d+)?$/
const othersName = 'of Electron'

async function sizeOf(path: string): Promise<{ files: number; bytes: number }> {
  try {
    const found = await lstat(path)
    if (!found.isDirectory()) return { files: 1, bytes: found.size }
    const inside = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))))
    return inside.reduce((all, each) => added(all, each), { files: 0, bytes: 0 })
  } catch {
    // Unreadable or removed: counts nothing.
    return { files: 0, bytes: 0 }
  }
}

const added = (one: Omit<FolderPart, 'name'>, other: Omit<FolderPart, 'name'>) => ({
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
})

/** Files and bytes per entry of the folder; Electron's are one part. */
export async function folderParts(folder: string): Promise<FolderPart[]> {
  const names = (await readdir(folder)).toSorted()
  let others = { name: othersName, files: 0, bytes: 0 }
  const parts: FolderPart[] = []
  for (const name of names) {
    const size = await sizeOf(join(folder, name))
    if (ownName.test(name)) parts.push({ name, ...size })
    else others = { ...others, ...added(others, size) }
  }
  return [...parts, others]
}
