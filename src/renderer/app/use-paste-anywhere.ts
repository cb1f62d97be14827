import { useEventListener } from '@vueuse/core'
import type { PastedDetails } from '../../core/paste/details'
import { recogniseDetails } from '../../core/paste/recognise'
import { maximumPastedLength } from '../../core/paste/text/prepare'
import type { Recognition } from '../../core/saml/recognise-certificate'
import { certificatesGiven } from '../composables/given-certificate'
import { isField } from '../composables/text-target'
import type { ProjectSession } from '../project/project-session'
import { useProjectsStore } from '../stores/projects'
import { isSamlChosen } from './command-actions'
import { useDialogOpen } from './dialog-open'

const holdsAny = ({ findings, secret, blocks = [] }: PastedDetails) =>
  findings.length > 0 || secret !== undefined || blocks.length > 0

/**
 * Opens a certificate for the SAML connection that is shown. Whole metadata may be that of a new one.
 *
 * @returns whether there is nothing more to offer
 */
function takesCertificate(shown: ProjectSession, given: Recognition): boolean {
  if (!isSamlChosen(shown)) return false
  if (given.ok && !given.isMetadata) {
    shown.place.open({ name: 'certificate', given })
    return true
  }
  const isKeyAlone = !given.ok && given.hadPrivateKey
  if (isKeyAlone) shown.place.pasteSaid = given.message
  return isKeyAlone
}

/** What to say where nothing else is offered. */
const saidOf = (given: Recognition) =>
  given.ok
    ? 'This is a certificate. Choose the SAML connection that it belongs to, then paste it again'
    : given.hadPrivateKey
      ? given.message
      : 'Nothing was recognised in what you pasted'

/**
 * Offers what is pasted outside of a text field as a new set: organization, domains and connection. What
 * is of no use is said in the status bar. A certificate is offered to the SAML connection that is shown.
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
    if (!event.clipboardData) return
    const given = await certificatesGiven(event.clipboardData)
    if (projects.shown !== shown || isDialogOpen() || takesCertificate(shown, given)) return
    const found = await recogniseDetails(text)
    if (projects.shown !== shown || isDialogOpen()) return
    if (holdsAny(found)) shown.place.open({ name: 'new-set', text })
    else shown.place.pasteSaid = saidOf(given)
  }

  useEventListener(document, 'paste', (event) => void onPaste(event))
}
