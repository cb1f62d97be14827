import { basename } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { codeOf } from './file-errors'

/** Writes a chosen file atomically with default access rights; its name or `file.write-failed`. */
export async function saveTextFile(
  path: string,
  text: string,
): Promise<Result<{ readonly name: string }>> {
  const name = basename(path)
  try {
    await writeFileAtomic(path, text, { encoding: 'utf8' })
    return success({ name })
  } catch (cause) {
    // Never log private paths.
    const code = codeOf(cause) ?? t('unknown')
    return failure(appError('file.write-failed', code, { subject: name, retry: true }))
  }
}
