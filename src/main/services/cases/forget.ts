import type { Draft } from '../../../core/draft/draft'
import { isNewKey, targetsOf } from '../../../core/intents/intents'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import type { Result } from '../../../core/errors/result'
import type { CaseFiles } from '../../files/cases/case-files'

/** Keys of everything a draft creates with a mapper, including its history. */
function madeIn({ intents, past, future, branches }: Draft): Set<string> {
  const steps = [...past, ...future, ...branches.flatMap((branch) => branch.steps)]
  const inHistory = steps.flatMap(({ changes }) => changes.map(({ target }) => target))
  const made = [...targetsOf(intents), ...inHistory].filter(
    ({ kind, key }) => hasMapper(kind) && isNewKey(key),
  )
  return new Set(made.map(keyOfTarget))
}

/** Deletes cases that only a discarded draft had; `others` are the project's other drafts. */
export function forgetMade(
  caseFiles: Pick<CaseFiles, 'forget'>,
  discarded: Draft,
  others: readonly Draft[],
): Promise<Result<void>> {
  const known = new Set(others.flatMap((draft) => [...madeIn(draft)]))
  const gone = [...madeIn(discarded)].filter((key) => !known.has(key))
  return caseFiles.forget(discarded.projectId, gone)
}
