import { ageText } from '../../core/model/format'
import { textMember, type JsonObject } from '../../core/model/json'
import type { ReadScim } from '../../core/model/snapshot'
import { t } from '../../core/language/translate'

const reasons: Readonly<Record<NonNullable<ReadScim['unread']>, string>> = {
  missing: t('This server does not show SCIM clients, so they cannot be read here.'),
  forbidden: t('The API key may not read SCIM clients, so they cannot be read here.'),
  failed: t('The SCIM clients could not be read the last time. Refresh to try again.'),
}

/** Why SCIM clients are missing or outdated; `undefined` if they are current. @param now milliseconds since 1970 */
export function unreadWords(scim: ReadScim | undefined, now: number): string | undefined {
  if (!scim) return t('The SCIM clients were not read yet. Refresh to read them.')
  if (!scim.unread) return undefined
  const reason = reasons[scim.unread]
  if (scim.readAt === undefined) return reason
  return `${reason} ${t('What stands here was read {age}.', { age: ageText(scim.readAt, now) })}`
}

/** State of a SCIM client, in Ory's word if unknown. */
export function clientState(fields: JsonObject): {
  readonly tone: 'good' | 'warning' | 'neutral'
  readonly text: string
} {
  const state = textMember(fields, 'state') ?? ''
  if (state === 'enabled') return { tone: 'good', text: t('Enabled') }
  if (state === 'disabled') return { tone: 'warning', text: t('Disabled') }
  return { tone: 'neutral', text: state || t('State unknown') }
}
