import { t } from '../../../core/language/translate'

/** What the right half of the review shows. */
export const reviewTabs = ['JSON Patch', 'Requests', 'curl', 'Ory CLI', 'Impact'] as const
export type ReviewTab = (typeof reviewTabs)[number]

/** What each is called on the screen. */
export const reviewTabWords: Readonly<Record<ReviewTab, string>> = {
  'JSON Patch': 'JSON Patch',
  Requests: t('Requests'),
  curl: 'curl',
  'Ory CLI': 'Ory CLI',
  Impact: t('Impact'),
}
