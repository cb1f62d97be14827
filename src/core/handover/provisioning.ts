import { t } from '../language/translate'
import type { SheetField } from './sheet'

/** Says where the secret token of a SCIM client is, since the sheet never has it. */
export const secretField = (): SheetField => ({
  label: t('Secret token'),
  content: {
    kind: 'choice',
    text: t('It comes separately, by a secure channel. It is not on this sheet.'),
  },
  notes: [],
})

/** What Ory itself takes of a user, whatever the mapper does: the name, and whether the person may sign in. */
const takenByOry = ['userName', 'active']

/** @param reads attributes that the mapper reads; absent where its text is not known */
export function usedAttributes(reads: readonly string[] | undefined): SheetField {
  const label = t('Attributes')
  if (!reads) {
    const sentence = t('Not known: the text of the mapper could not be read.')
    return { label, content: { kind: 'missing', sentence }, notes: [] }
  }
  const names = [...new Set([...takenByOry, ...reads])]
  const note = t('Send at least these. Others are accepted, but nothing is made of them.')
  return { label, content: { kind: 'values', values: [names.join(', ')] }, notes: [note] }
}

/** What to test in any product, in order: each step shows what the one before it made. */
export const provisioningTests = (): readonly string[] => [
  t(
    'Assign one test person whose e-mail address belongs to no other organization, and wait until it was sent.',
  ),
  t('Ask us whether the person has arrived, with the right name and address.'),
  t('Change the last name of the person there. The new one has to arrive here.'),
  t(
    'Take the assignment away, or deactivate the person. They are still here and cannot sign in any more.',
  ),
  t('Assign the person again. They can sign in again.'),
  t('Only then assign everybody.'),
]

/** What hurts in any product. */
export const provisioningPitfalls = (): readonly string[] => [
  t(
    'Deleting is for good: where the product sends DELETE for a user, the identity is deleted with all that belongs to it, and nobody can bring it back. Let the product deactivate people instead.',
  ),
  t(
    'An e-mail address that a person of another organization has is refused with 409 (conflict). Tell us the address: only we see the other person.',
  ),
  t(
    'When the secret token is replaced, provisioning stops until the new one is entered there too. Agree on a time with us first.',
  ),
]
