import { draftWithHistoryTree } from './draft-2'
import { snapshotWithoutRest } from './snapshot-2'

/**
 * Brings a file's data from one version to the next. It gets what passed no schema, and may throw on
 * what it does not understand: the file is then damaged.
 */
export type Migration = (data: unknown) => unknown

/**
 * The chain of each kind of file, that is the folder it lies in or else its name: the first leads
 * from version 1 to 2. A kind without a chain is at version 1. Each version that was ever written has
 * a file in the tests' fixtures.
 */
export type Migrations = Readonly<Record<string, readonly Migration[]>>

export const migrations: Migrations = {
  drafts: [draftWithHistoryTree],
  snapshots: [snapshotWithoutRest],
}

/** `drafts` for `drafts/ID.json`, `settings` for `settings.json`. */
export function kindOf(name: string): string {
  return name.split('/').length > 1 ? (name.split('/')[0] ?? '') : name.replace(/\.json$/, '')
}
