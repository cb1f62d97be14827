import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { t } from '../../../core/language/translate'

/** Why the folder is refused, and the commands that fix it. */
export interface SharedFolder {
  readonly why: string
  readonly commands: readonly string[]
}

const othersMayWrite = ({ mode }: Stats) => (mode & 0o022) !== 0
const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`

/** Whether others own or may write the user data folder; `undefined` if private or missing. */
export function sharedFolder(folder: string, uid: number | undefined): SharedFolder | undefined {
  if (uid === undefined) return undefined
  const own = statSync(folder, { throwIfNoEntry: false })
  if (!own) return undefined
  const chown = `sudo chown -R "$(id -un)" ${quoted(folder)}`
  const chmod = `chmod -R go-w ${quoted(folder)}`
  if (own.uid !== uid) {
    return {
      why: t('The folder belongs to another account of this computer.'),
      commands: [chown, chmod],
    }
  }
  if (othersMayWrite(own)) {
    const why = t('Other accounts of this computer may write to the folder.')
    return { why, commands: [chmod] }
  }
  for (const name of readdirSync(folder)) {
    // Only the owner of a link matters, so don't follow it.
    const entry = lstatSync(join(folder, name), { throwIfNoEntry: false })
    if (!entry) continue
    if (entry.uid !== uid) {
      const why = t('{name} in the folder belongs to another account of this computer.', { name })
      return { why, commands: [chown, chmod] }
    }
    if (!entry.isSymbolicLink() && othersMayWrite(entry)) {
      const why = t('Other accounts of this computer may write to {name} in the folder.', { name })
      return { why, commands: [chmod] }
    }
  }
  return undefined
}
