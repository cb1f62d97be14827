import { useEventListener } from '@vueuse/core'
import { maximumPastedLength } from '../../../core/paste/text/prepare'
import type { Recognition } from '../../../core/saml/recognise-certificate'
import { certificatesGiven, certificatesInFiles } from '../../composables/given-certificate'
import { isField } from '../../composables/focus'
import type { ProjectSession } from '../../project/project-session'
import { useProjectsStore } from '../../stores/projects'
import { useDialogOpen } from '../dialogs/dialog-open'
import { t } from '../../../core/language/translate'

/** Loads the recognizer of pasted details, which a start does not need. */
const load = () => import('./offer-details')

/** Bytes; the limit of a set-up file chosen in a dialog. */
const mostSetUpBytes = 100_000_000

/** Offers text pasted outside a field, or dropped on the window, as a new set, a certificate, or a set-up to import. */
export function usePasteAnywhere(): void {
  const projects = useProjectsStore()
  const isDialogOpen = useDialogOpen()
  const isStill = (shown: ProjectSession) => projects.shown === shown && !isDialogOpen()

  async function offer(shown: ProjectSession, text: string, given: Recognition): Promise<void> {
    const { offerDetails } = await load()
    await offerDetails(shown, text, () => isStill(shown), given)
  }

  async function onPaste(event: ClipboardEvent): Promise<void> {
    const { shown } = projects
    if (!shown || event.defaultPrevented || isField(event.target) || isDialogOpen()) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length > maximumPastedLength) {
      shown.place.pasteSaid = t(
        'What you pasted is longer than 2 MiB, so it was not read. Paste only the part with the ' +
          'details',
      )
      return
    }
    if (!event.clipboardData) return
    await offer(shown, text, await certificatesGiven(event.clipboardData))
  }

  /** Whether files are dragged over an element that does not take them itself. */
  function takesDrop({ dataTransfer, defaultPrevented }: DragEvent): boolean {
    const isFile = dataTransfer?.types.includes('Files') === true
    return isFile && !defaultPrevented && projects.shown !== undefined && !isDialogOpen()
  }

  function onDragOver(event: DragEvent): void {
    if (takesDrop(event)) event.preventDefault()
  }

  async function takeFile(shown: ProjectSession, file: File): Promise<void> {
    const { isDetailsFile, setUpFile } = await load()
    const isSetUp = setUpFile.test(file.name)
    if (file.size > (isSetUp ? mostSetUpBytes : maximumPastedLength)) {
      shown.place.pasteSaid = t('{file} is too large, so it was not read', { file: file.name })
      return
    }
    const text = await file.text()
    if (await isDetailsFile(file.name, text)) {
      await offer(shown, text, await certificatesInFiles([file]))
    } else if (isStill(shown)) {
      shown.place.open({ name: 'import-set-up', given: { name: file.name, text } })
    }
  }

  async function onDrop(event: DragEvent): Promise<void> {
    const { shown } = projects
    const files = [...(event.dataTransfer?.files ?? [])]
    const [file] = files
    if (!shown || !file || !takesDrop(event)) return
    event.preventDefault()
    if (files.length > 1) {
      shown.place.pasteSaid = t('These are several files. Drop one at a time')
      return
    }
    try {
      await takeFile(shown, file)
    } catch {
      // A folder, or a file that moved or that may not be read; the browser does not say why.
      shown.place.pasteSaid = t('{file} could not be read', { file: file.name })
    }
  }

  useEventListener(document, 'paste', (event) => void onPaste(event))
  useEventListener(document, 'dragover', onDragOver)
  useEventListener(document, 'drop', (event) => void onDrop(event))
}
