import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { teamFileAt } from '../../../core/team-folder/paths'
import { hashOf, pathsIn, readRegular, teamFolderLimits } from './read-team-files'

interface Seen {
  readonly stamp: string
  readonly hash: string
}

/** Hashes team files by path, unchanged ones from memory; empty if the folder is too large. */
export function createTeamHashes(): (root: string) => Promise<ReadonlyMap<string, string>> {
  const roots = new Map<string, ReadonlyMap<string, Seen>>()
  return async (root) => {
    const before = roots.get(root)
    const seen = new Map<string, Seen>()
    // Problems are reported where the folder is shown.
    const paths = await pathsIn(root, () => undefined)
    if (paths.length > teamFolderLimits.files) return new Map()
    let bytes = 0
    for (const path of paths) {
      const file = teamFileAt(path)
      // Deleted meanwhile.
      const found = await lstat(join(root, path)).catch(() => undefined)
      if (!file || !found?.isFile()) continue
      bytes += found.size
      if (bytes > teamFolderLimits.bytesInAll) return new Map()
      const stamp = `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`
      const known = before?.get(path)
      const { project, other } = teamFolderLimits.bytes
      const read =
        known?.stamp === stamp
          ? undefined
          : await readRegular(join(root, path), file.kind === 'project' ? project : other)
      if (known?.stamp === stamp) seen.set(path, known)
      else if (read && 'bytes' in read) seen.set(path, { stamp, hash: hashOf(read.bytes) })
    }
    roots.set(root, seen)
    return new Map([...seen].map(([path, { hash }]) => [path, hash]))
  }
}
