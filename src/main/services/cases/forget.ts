import type { Draft } from '../../../core/draft/draft'
import { isNewKey } from '../../../core/intents/intents'
import type { Result } from '../../../core/errors/result'
import type { CaseFiles } from '../../files/cases/case-files'

/** Keys of the connections that a draft creates, including those only in its history. */
function madeIn({ intents, past, future, branches }: Draft): Set<string> {
  const steps = [...past, ...future, ...branches.flatMap((branch) => branch.steps)]
  const targets = steps.flatMap(({ changes }) => changes.map(({ target }) => target))
  const inHistory = targets.filter(({ kind }) => kind === 'connection').map(({ key }) => key)
  return new Set([...Object.keys(intents.connection), ...inHistory].filter(isNewKey))
}

/**
 * Deletes the cases of connections that only a discarded draft had. Cases of other connections are kept,
 * since they are still shown.
 *
 * @param others other drafts of the same project, including those in the trash
 */
export function forgetMade(
  caseFiles: Pick<CaseFiles, 'forget'>,
  discarded: Draft,
  others: readonly Draft[],
): Promise<Result<void>> {
  const known = new Set(others.flatMap((draft) => [...madeIn(draft)]))
  const gone = [...madeIn(discarded)].filter((key) => !known.has(key))
  return caseFiles.forget(discarded.projectId, gone)
}
