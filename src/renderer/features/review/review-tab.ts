import { t } from '../../../core/language/translate'

/** The forms in which the review shows exactly what is sent. */
export const sentTabs = ['JSON Patch', 'Requests', 'curl', 'Ory CLI'] as const
/** What the right half of the review shows: what it means for people is first. */
export const reviewTabs = ['Impact', ...sentTabs] as const
export type ReviewTab = (typeof reviewTabs)[number]

/** What each is called on the screen. */
export const reviewTabWords: Readonly<Record<ReviewTab, string>> = {
  'JSON Patch': 'JSON Patch',
  Requests: t('Requests'),
  curl: 'curl',
  'Ory CLI': 'Ory CLI',
  Impact: t('Impact'),
}
