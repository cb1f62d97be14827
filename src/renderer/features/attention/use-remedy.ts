import type { AttentionState } from '../../../core/problems/attention'
import { useLastChecks } from '../../composables/use-last-checks'
import { showFinding } from '../../project/finding-place'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

/** What the button of a line says. */
export function actWords({ act, finding }: AttentionState): string {
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
      return finding.target?.kind === 'organization' ? t('Open organization') : t('Open connection')
  }
}

/** Does what mends a finding, or leads to where a person does. */
export function useRemedy(): (state: AttentionState) => void {
  const project = useProject()
  const checks = useLastChecks()

  /** Checks at once; the dialog shows what was found, and asks what is to be asked. */
  async function check(finding: AttentionState['finding']): Promise<void> {
    const made = await checks.checkOne(finding.target?.key ?? '')
    if (made?.verdict === 'good' || made?.verdict === 'warnings') return
    if (!made && !checks.error) return
    showFinding(project, finding)
    project.place.open({ name: 'check' })
  }

  return ({ act, finding }) => {
    if (act === 'check') {
      void check(finding)
      return
    }
    if (act === 'mend' && finding.edit) {
      project.draft.editAll(finding.edit.edits, finding.edit.label)
    }
    showFinding(project, finding)
    if (act === 'metadata') project.place.open({ name: 'certificate' })
    if (act === 'review' && project.count > 0) project.place.open({ name: 'review' })
  }
}
