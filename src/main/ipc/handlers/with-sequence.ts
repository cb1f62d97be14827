import type { Draft } from '../../../core/draft/draft'
import { success, type Result } from '../../../core/errors/result'
import type { Drafts } from '../../services/drafts/drafts'

/** An answer with a draft from main, and the number for the window's next write of it. */
export async function withSequence<Value extends { readonly draft: Draft }>(
  drafts: Pick<Drafts, 'sequenceOf'>,
  result: Result<Value>,
): Promise<Result<Value & { sequence?: number }>> {
  if (!result.ok) return result
  const sequence = await drafts.sequenceOf(result.value.draft)
  return success(sequence === undefined ? result.value : { ...result.value, sequence })
}
