import { watch, type FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { teamFolders } from '../../../core/team-folder/paths'

/** Maximum number of roots; the least recently read is dropped. */
const mostRoots = 4
/** Maximum number of mapper folders per root. */
const mostMappers = 2000
/** Milliseconds of quiet before a notification: a checkout changes many files. */
const rest = 200

export interface TeamFolderWatch {
  /** Call before reading, so that no change is missed. Silent if unwatchable. */
  follow(root: string): Promise<void>
  close(): void
}

/** Folders to watch; watching each file would open thousands. */
async function foldersOf(root: string): Promise<string[]> {
  const mappers = join(root, 'mappers')
  // The parent reports the first one.
  const own = await readdir(mappers, { withFileTypes: true }).catch(() => [])
  const folders = own.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return [
    root,
    ...teamFolders.map((name) => join(root, name)),
    ...folders.slice(0, mostMappers).map(({ name }) => join(mappers, name)),
  ]
}

/** `onChange` gets the root after a quiet moment. */
export function watchTeamFolders(onChange: (root: string) => void): TeamFolderWatch {
  /** Watchers by root, the latest last. */
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
      // Node closed it; the next reading opens it again.
      watcher.on('error', () => undefined)
      return watcher
    } catch {
      // Missing, or too many watches: `Read again` remains.
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
      // A folder may have been replaced; reopen before reading.
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
