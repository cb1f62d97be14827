import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { Guide } from '../../../core/handover/guide'
import { t } from '../../../core/language/translate'

/** Reads the guides, which nothing needs before a sheet is opened; all in one file of their own. */
export async function loadGuides(): Promise<Result<readonly Guide[]>> {
  try {
    const { guides } = await import('./guides')
    return success(guides)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : t('The guides could not be read')
    return failure(appError('bug', why, { retry: true }))
  }
}
