import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { t } from '../../../core/language/translate'
import { teamFileAt } from '../../../core/team-folder/paths'
import type { PlannedFile } from '../../../core/team-folder/plan'
import { codeOf, isMissing } from '../store/file-errors'
import { hashOf, readRegular } from './read-team-files'

/** `changed`: unexpected content, left untouched. */
export type TeamWrite =
  { readonly kind: 'done' | 'changed' } | { readonly kind: 'failed'; readonly words: string }

const failed = (words: string): TeamWrite => ({ kind: 'failed', words })
const why = (error: unknown) =>
  t('It cannot be written ({why})', { why: codeOf(error) ?? t('unknown reason') })

async function isAsExpected(path: string, expected: string | undefined): Promise<boolean> {
  const found = await readRegular(path, Number.MAX_SAFE_INTEGER)
  if (!found) return expected === undefined
  return 'bytes' in found && hashOf(found.bytes) === expected
}

/** Creates folders below the root; refuses links. */
async function makeFolders(root: string, path: string): Promise<string | undefined> {
  let at = root
  for (const name of dirname(path).split('/')) {
    if (name === '.') continue
    at = join(at, name)
    const found = await lstat(at).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw error
    })
    if (!found) await mkdir(at)
    else if (!found.isDirectory()) {
      return t('Its folder is a link or a file: nothing is written there')
    }
  }
  return undefined
}

function assertOurs(path: string): void {
  if (!teamFileAt(path)) throw new Error('Not a file of a team folder')
}

/** Writes a file atomically, unless its content is no longer what was expected. */
export async function writeTeamFile(
  root: string,
  { path, text, expected }: PlannedFile,
): Promise<TeamWrite> {
  assertOurs(path)
  const target = join(root, path)
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`)
  try {
    const refused = await makeFolders(root, path)
    if (refused !== undefined) return failed(refused)
    if (!(await isAsExpected(target, expected))) return { kind: 'changed' }
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    if (!(await isAsExpected(target, expected))) return { kind: 'changed' }
    await rename(temporary, target)
    return { kind: 'done' }
  } catch (error) {
    return failed(why(error))
  } finally {
    // Only left after a failure; nobody reads hidden files.
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

/** Deletes an unchanged file, and its folder if empty. */
export async function removeTeamFile(
  root: string,
  { path, expected }: Omit<PlannedFile, 'text'>,
): Promise<TeamWrite> {
  assertOurs(path)
  const target = join(root, path)
  try {
    const found = await lstat(dirname(target))
    if (!found.isDirectory()) return failed(t('Its folder is a link: nothing is removed there'))
    if (!(await isAsExpected(target, expected))) return { kind: 'changed' }
    await rm(target, { force: true })
    // Not empty.
    if (path.startsWith('mappers/')) await rmdir(dirname(target)).catch(() => undefined)
    return { kind: 'done' }
  } catch (error) {
    return isMissing(error) ? { kind: 'done' } : failed(why(error))
  }
}
