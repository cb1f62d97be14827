import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { codeOf } from './file-errors'

/** Reads a chosen UTF-8 file; `file.read-failed` with a readable message. */
export async function readChosenFile(
  path: string,
  mostBytes: number,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const name = basename(path)
  const refused = (message: string, retry = false) =>
    failure(appError('file.read-failed', message, { subject: name, retry }))
  try {
    const found = await stat(path)
    if (!found.isFile()) return refused(t('It is no file'))
    if (found.size > mostBytes) return refused(t('It is too large'))
    return success({ name, text: await readFile(path, 'utf8') })
  } catch (cause) {
    // Never log private paths.
    return refused(codeOf(cause) ?? t('unknown'), true)
  }
}
