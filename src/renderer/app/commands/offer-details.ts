import type { PastedDetails } from '../../../core/paste/details'
import { recogniseDetails } from '../../../core/paste/recognise'
import { maximumPastedLength } from '../../../core/paste/text/prepare'
import { recogniseCertificates, type Recognition } from '../../../core/saml/recognise-certificate'
import type { ProjectSession } from '../../project/project-session'
import { isSamlChosen } from './command-actions'
import { t } from '../../../core/language/translate'

/** Files that can hold a set-up, by their names. */
export const setUpFile = /\.(?:json|ya?ml)$/i
/** Words that occur only in a set-up or a project's configuration. */
const setUpWords =
  /sso-workbench\/|"?(?:selfservice|providers|organizations|connections|methods)"?\s*:/i

const holdsAny = ({ findings, secret, blocks = [] }: PastedDetails) =>
  findings.length > 0 || secret !== undefined || blocks.length > 0

/** Whether a dropped or opened file is read like pasted text: anything but a set-up. JSON may hold a client ID and secret. */
export async function isDetailsFile(name: string, text: string): Promise<boolean> {
  if (!setUpFile.test(name)) return true
  if (text.length > maximumPastedLength || setUpWords.test(text)) return false
  return holdsAny(await recogniseDetails(text))
}

/**
 * Opens a certificate for the shown SAML connection. @returns false for whole metadata, which may belong to a new
 * connection
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

const saidOf = (given: Recognition) =>
  given.ok
    ? t('This is a certificate. Choose the SAML connection that it belongs to, then paste it again')
    : given.hadPrivateKey
      ? given.message
      : t('Nothing was recognised in what you pasted')

/**
 * Offers what a text contains: a certificate for the shown connection, else a new set. @param given certificates
 * already found in it
 */
export async function offerDetails(
  shown: ProjectSession,
  text: string,
  isStill: () => boolean,
  given: Recognition = recogniseCertificates(text),
): Promise<void> {
  if (!isStill() || takesCertificate(shown, given)) return
  const found = await recogniseDetails(text)
  if (!isStill()) return
  if (holdsAny(found)) shown.place.open({ name: 'new-set', text })
  else shown.place.pasteSaid = saidOf(given)
}
