import type { RolloverWay } from '../../../core/saml/rollover'
import { t } from '../../../core/language/translate'

interface WayWords {
  readonly label: string
  readonly about: string
}

export const wayWords: Readonly<Record<RolloverWay, WayWords>> = {
  both: {
    label: t('Offer both'),
    about: t(
      'Ory accepts sign-ins signed with either certificate, so the identity provider can ' +
        'change over whenever it likes. Come back afterwards and keep the new one alone: until ' +
        'then the old key can still sign people in.',
    ),
  },
  replace: {
    label: t('Replace the old one'),
    about: t(
      'From the publish on, Ory accepts the new certificate alone. The identity provider has ' +
        'to change over at the same moment: whatever it still signs with the old key is refused.',
    ),
  },
}

/** The way that ends a rollover: both are there, and only the new one stays. */
export const endWords: WayWords = {
  label: t('Keep this one alone'),
  about: t(
    'From the publish on, Ory accepts this certificate alone. Make sure that the identity ' +
      'provider signs with it already: whatever it still signs with another key is refused.',
  ),
}

/** What a KeyDescriptor without a `use` means for a rollover. */
export const unmarkedWords = t(
  'The metadata does not mark the old key for signing alone. So whoever encrypts for the ' +
    'identity provider by this metadata encrypts for that key, and then for the new one.',
)

export function daysWords(days: number): string {
  if (days < 0) return t('expired')
  if (days === 0) return t('ends today')
  return t('{count, plural, one {# day left} other {# days left}}', { count: days })
}
