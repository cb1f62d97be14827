import { onScopeDispose, shallowRef, watch } from 'vue'
import { request, subscribe } from '../../bridge/request'
import { errorTexts } from '../../components/notes/error-texts'
import { maximumPastedLength } from '../../../core/paste/text/prepare'
import type { GivenSetUp } from '../../project/place'
import { useAppStore } from '../../stores/app'
import { useProjectsStore } from '../../stores/projects'
import { useDialogOpen } from '../dialogs/dialog-open'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * Shows what a set-up file would change that was opened with the app, in its own project or the shown one. Imports
 * nothing.
 */
export function useOpenedFiles() {
  const app = useAppStore()
  const projects = useProjectsStore()
  const isAsking = useDialogOpen()
  const later = shallowRef<GivenSetUp>()
  let hasBegun = false

  function tell(name: string, title: string, text: string): void {
    app.addNotice({ id: `file ${name}`, title, text })
  }

  /** The project on this computer that the file names. */
  async function ownProject(text: string): Promise<ProjectId | undefined> {
    const read = await request('set-up.read', { text })
    const reading = read.ok ? read.value : undefined
    const slug = reading?.ok ? reading.file.project?.slug : undefined
    return app.projects.find((each) => each.slug === slug && each.state !== 'deleted')?.id
  }

  /** Offers an email or metadata like pasted text. @returns whether the file is one */
  async function offered({ name, text }: GivenSetUp): Promise<boolean> {
    const { current } = projects
    if (!current) return false
    const { isDetailsFile, offerDetails } = await import('./offer-details')
    if (!(await isDetailsFile(name, text))) return false
    await projects.open(current.projectId)
    const { shown } = projects
    if (!shown) return false
    if (text.length > maximumPastedLength) {
      shown.place.pasteSaid = t('{file} is too large, so it was not read', { file: name })
      return true
    }
    const isStill = () => projects.shown === shown && !isAsking()
    await offerDetails(shown, text, isStill)
    return true
  }

  async function show(opened: GivenSetUp): Promise<void> {
    if (await offered(opened)) return
    const own = await ownProject(opened.text)
    const to = own ?? projects.current?.projectId
    if (to !== undefined) await projects.open(to)
    const { shown } = projects
    if (shown) shown.place.open({ name: 'import-set-up', given: opened })
    else {
      tell(
        opened.name,
        t('{file} was not opened', { file: opened.name }),
        t(
          'There is no project to show it for. Connect its workspace and open a project, then ' +
            'open the file again.',
        ),
      )
    }
  }

  async function take(): Promise<void> {
    const taken = await request('set-up.opened', {})
    if (!taken.ok) {
      const { subject = t('A file'), code } = taken.error
      const title = t('{file} was not opened', { file: subject })
      tell(subject, title, `${errorTexts[code].title}. ${t('It is as it was.')}`)
      return
    }
    const { name, text } = taken.value
    if (name === undefined || text === undefined) return
    // Text typed into an open dialog must not be lost.
    if (isAsking()) later.value = { name, text }
    else await show({ name, text })
  }

  watch(isAsking, (asking) => {
    const opened = later.value
    if (asking || !opened) return
    later.value = undefined
    void show(opened)
  })
  onScopeDispose(
    subscribe('set-up.opened', () => {
      // Earlier, the restored session would navigate away again.
      if (hasBegun) void take()
    }),
  )
  return {
    /** Shows files from now on, including one that the app was started with. */
    begin(): Promise<void> {
      hasBegun = true
      return take()
    },
  }
}
