import { draftWithHistoryTree } from './draft-2'
import { snapshotWithoutRest } from './snapshot-2'
import { workspacesWithServers } from './workspaces-2'

/**
 * Migrates a file's data from one version to the next. The data was not validated, and it may throw if
 * it cannot read it: the file is then damaged.
 */
export type Migration = (data: unknown) => unknown

/**
 * The migrations of each kind of file, named by its folder or else its name: the first one leads from
 * version 1 to 2. A kind without any is at version 1. Each version ever written has a file in the
 * tests' fixtures.
 */
export type Migrations = Readonly<Record<string, readonly Migration[]>>

export const migrations: Migrations = {
  drafts: [draftWithHistoryTree],
  snapshots: [snapshotWithoutRest],
  workspaces: [workspacesWithServers],
  // Version 2 names projects with their servers. An earlier app would not find their locks in it, so it refuses it.
  guards: [(data) => data],
}

/** `drafts` for `drafts/ID.json`, `settings` for `settings.json`. */
export function kindOf(name: string): string {
  return name.split('/').length > 1 ? (name.split('/')[0] ?? '') : name.replace(/\.json$/, '')
}
