import { t } from '../../language/translate'
import type { UnusedReason } from './seen'

/** Why a domain of a text is not used, each a whole sentence without its full stop. */
export const unusedWords: Readonly<Record<UnusedReason, string>> = {
  public: t('Anybody can have an address at this e-mail provider'),
  service: t('It belongs to a service that many companies use'),
  'identity-provider': t('It belongs to the identity provider'),
  recipient: t('The e-mail was sent to it'),
  own: t('It is the domain of this project'),
  contact: t('It is in an address for questions'),
  earlier: t('It is in an earlier e-mail of the thread'),
  forwarder: t('It is the domain of whoever forwarded the e-mail'),
  sample: t('It is an example'),
  denied: t('The text says that it is not used'),
  'less-certain': t('The text names other domains'),
}
