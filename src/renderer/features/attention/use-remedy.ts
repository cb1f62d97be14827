import type { AttentionState } from '../../../core/problems/attention'
import type { Problem } from '../../../core/problems/problem'
import { useLastChecks } from '../../composables/use-last-checks'
import { showFinding } from '../../project/finding-place'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

/** What the button of a line says. */
export function actWords({ act, problem }: AttentionState): string {
  switch (act) {
    case 'mend':
      return t('Put into draft')
    case 'metadata':
      return t('Replace certificate')
    case 'check':
      return t('Check again')
    case 'mapper':
      return t('Open mapper')
    case 'review':
      return t('Open draft')
    case 'project':
      return t('Open project')
    case 'open':
      return problem.target?.kind === 'organization' ? t('Open organization') : t('Open connection')
  }
}

/** Does what mends a finding, or leads to where a person does. */
export function useRemedy(): (state: AttentionState) => void {
  const project = useProject()
  const checks = useLastChecks()

  /** Checks at once; the dialog shows what was found, and asks what is to be asked. */
  async function check(problem: Problem): Promise<void> {
    const made = await checks.checkOne(problem.target?.key ?? '')
    if (made?.verdict === 'good' || made?.verdict === 'warnings') return
    if (!made && !checks.error) return
    showFinding(project, problem)
    project.place.open({ name: 'check' })
  }

  return ({ act, problem }) => {
    if (act === 'check') {
      void check(problem)
      return
    }
    if (act === 'mend' && problem.edit) {
      project.draft.editAll(problem.edit.edits, problem.edit.label)
    }
    showFinding(project, problem)
    if (act === 'metadata') project.place.open({ name: 'certificate' })
    if (act === 'review' && project.count > 0) project.place.open({ name: 'review' })
  }
}
