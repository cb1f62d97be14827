import type { Draft } from '../../../core/draft/draft'
import { success, type Result } from '../../../core/errors/result'
import type { Drafts, OnDisk } from '../../services/drafts/drafts'

/** An answer with a draft from main, and what the disk has of it for the window's next write. */
export async function withSequence<Value extends { readonly draft: Draft }>(
  drafts: Pick<Drafts, 'onDisk'>,
  result: Result<Value>,
): Promise<Result<Value & OnDisk>> {
  if (!result.ok) return result
  return success({ ...result.value, ...(await drafts.onDisk(result.value.draft)) })
}
