import type { Target } from '../../../core/intents/intents'
import type { AttentionState } from '../../../core/problems/attention'
import type { RadarRow } from '../../../core/ipc/radar'
import { lastChecksOf } from '../../composables/use-last-checks'
import { showFinding } from '../../project/finding-place'
import { useProjectsStore } from '../../stores/projects'
import { t } from '../../../core/language/translate'
import { useHomeStore } from './home-store'

const openWords: Readonly<Record<Target['kind'], string>> = {
  organization: t('Open organization'),
  connection: t('Open connection'),
  'scim-client': t('Open SCIM client'),
  method: t('Open connection'),
}

/** What the button says that does what a finding needs. */
export function actWords({ act, problem }: Pick<AttentionState, 'act' | 'problem'>): string {
  switch (act) {
    case 'mend':
      return t('Put into draft')
    case 'metadata':
      return t('Replace certificate')
    case 'check':
      return t('Check again')
    case 'last-check':
      return t('Show certificate')
    case 'mapper':
      return t('Open mapper')
    case 'review':
      return t('Open draft')
    case 'project':
      return t('Open project')
    case 'open':
      return openWords[problem.target?.kind ?? 'connection']
  }
}

/** Leads to the place of a finding, and does what it needs. */
export function useRemedy() {
  const projects = useProjectsStore()
  const home = useHomeStore()

  const open = (row: RadarRow) =>
    projects.goTo(row.projectId, (session) => showFinding(session, row))

  /** Checks at once; where that is not the end of it, the dialog shows what was found, and asks what is to be asked. */
  async function check(row: RadarRow): Promise<void> {
    const visit = await projects.visit(row.projectId)
    const checks = lastChecksOf(visit.session)
    const made = await checks.checkOne(row.target?.key ?? '')
    const { error } = checks
    await visit.end()
    if (made?.verdict === 'good' || made?.verdict === 'warnings') {
      home.said = t('Checked: it works again.')
      return home.lookAgain()
    }
    if (!made && !error) return
    await projects.goTo(row.projectId, (session) => {
      showFinding(session, row)
      // What it found is shown; where it has to ask, or could not check, the dialog checks and says so.
      session.place.open(
        made?.verdict === 'bad' ? { name: 'check', shows: 'last' } : { name: 'check' },
      )
    })
  }

  async function act(row: RadarRow, { act: how }: Pick<AttentionState, 'act'>): Promise<void> {
    if (how === 'check') return check(row)
    await projects.goTo(row.projectId, (session) => {
      if (how === 'mend' && row.edit) session.draft.editAll(row.edit.edits, row.edit.label)
      showFinding(session, row)
      if (how === 'metadata') session.place.open({ name: 'certificate' })
      if (how === 'last-check') session.place.open({ name: 'check', shows: 'last' })
      if (how === 'review' && session.count > 0) session.place.open({ name: 'review' })
    })
  }

  return { open, act }
}
