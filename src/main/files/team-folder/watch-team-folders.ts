import { watch, type FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { teamFolders } from '../../../core/team-folder/paths'

/** So many folders are watched; the one that was read longest ago is not any more. */
const mostRoots = 4
/** So many folders of mappers are watched of each. */
const mostMappers = 2000
/** Milliseconds of rest after which a change is told: a checkout changes many files. */
const rest = 200

/** Watches team folders that were read. */
export interface TeamFolderWatch {
  /** To be called before a folder is read, so that no change is missed. Where it cannot be watched nothing is told. */
  follow(root: string): Promise<void>
  close(): void
}

/** The folders that have files of a team folder: a library that watches each file would open thousands. */
async function foldersOf(root: string): Promise<string[]> {
  const mappers = join(root, 'mappers')
  // Where there are none yet, the folder above tells of the first.
  const own = await readdir(mappers, { withFileTypes: true }).catch(() => [])
  const folders = own.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return [
    root,
    ...teamFolders.map((name) => join(root, name)),
    ...folders.slice(0, mostMappers).map(({ name }) => join(mappers, name)),
  ]
}

/** @param onChange gets the root in which something changed, when it has been at rest for a moment */
export function watchTeamFolders(onChange: (root: string) => void): TeamFolderWatch {
  /** Of each root its watched folders, the root that was read last at the end. */
  const roots = new Map<string, readonly FSWatcher[]>()
  const timers = new Map<string, NodeJS.Timeout>()

  function told(root: string): void {
    clearTimeout(timers.get(root))
    timers.set(
      root,
      setTimeout(() => {
        timers.delete(root)
        if (roots.has(root)) onChange(root)
      }, rest),
    )
  }

  function open(root: string, folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, { persistent: false }, () => told(root))
      // The folder went, or the system watches no more: Node has closed it, and it is opened anew with the next reading.
      watcher.on('error', () => undefined)
      return watcher
    } catch {
      // It is not there, or the system has no room for more: `Read again` stays.
      return undefined
    }
  }

  function leave(root: string): void {
    for (const watcher of roots.get(root) ?? []) watcher.close()
    roots.delete(root)
    clearTimeout(timers.get(root))
    timers.delete(root)
  }

  return {
    async follow(root) {
      const folders = await foldersOf(root)
      const before = roots.get(root) ?? []
      roots.delete(root)
      // Opened anew, since another folder may have taken the place of one; and first, so that nothing is missed.
      roots.set(
        root,
        folders.flatMap((folder) => open(root, folder) ?? []),
      )
      for (const watcher of before) watcher.close()
      const [oldest] = roots.keys()
      if (roots.size > mostRoots && oldest !== undefined) leave(oldest)
    },
    close() {
      for (const root of roots.keys()) leave(root)
    },
  }
}
