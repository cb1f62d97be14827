import type { WorkingEntity } from '../draft/working-copy'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import type { Problem } from './problem'

/** Scheme and host, and nothing after them. */
const origin = /^https:\/\/[^\s/?#@\\]+$/i

/** Problems of the settings that all connections share. */
export function methodProblems({ target, fields, edited }: WorkingEntity): Problem[] {
  const base = textMember(fields, 'base_redirect_uri') ?? ''
  if (!edited.includes('base_redirect_uri') || base === '' || origin.test(base)) return []
  const message = t('Enter scheme and host only, such as https://login.customer.example')
  return [{ target, field: 'base_redirect_uri', severity: 'error', message }]
}
