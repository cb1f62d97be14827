import { useEventListener } from '@vueuse/core'
import type { PastedDetails } from '../../core/paste/details'
import { recogniseDetails } from '../../core/paste/recognise'
import { maximumPastedLength } from '../../core/paste/text/prepare'
import { useProjectsStore } from '../stores/projects'
import { useDialogOpen } from './dialog-open'

const isField = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable="true"], .cm-editor') !== null

const holdsAny = ({ findings, secret, blocks = [] }: PastedDetails) =>
  findings.length > 0 || secret !== undefined || blocks.length > 0

/**
 * Offers what is pasted outside of a text field as a new set: organization, domains and connection. What
 * is of no use is said in the status bar.
 */
export function usePasteAnywhere(): void {
  const projects = useProjectsStore()
  const isDialogOpen = useDialogOpen()

  async function onPaste(event: ClipboardEvent): Promise<void> {
    const { shown } = projects
    if (!shown || event.defaultPrevented || isField(event.target) || isDialogOpen()) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length > maximumPastedLength) {
      shown.place.pasteSaid =
        'What you pasted is longer than 2 MiB, so it was not read. Paste only the part with the details'
      return
    }
    const found = await recogniseDetails(text)
    if (projects.shown !== shown || isDialogOpen()) return
    if (holdsAny(found)) shown.place.open({ name: 'new-set', text })
    else shown.place.pasteSaid = 'Nothing was recognised in what you pasted'
  }

  useEventListener(document, 'paste', (event) => void onPaste(event))
}
