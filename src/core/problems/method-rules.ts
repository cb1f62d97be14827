import { entityLabel, type WorkingEntity } from '../draft/working-copy'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import type { WrittenProblem } from './problem'

/** Scheme and host, and nothing after them. */
const origin = /^https:\/\/[^\s/?#@\\]+$/i

/** Problems of the settings that all connections share. */
export function methodProblems({ target, fields, edited }: WorkingEntity): WrittenProblem[] {
  const base = textMember(fields, 'base_redirect_uri') ?? ''
  if (!edited.includes('base_redirect_uri') || base === '' || origin.test(base)) return []
  const message = t('Enter scheme and host only, such as https://login.customer.example')
  const place = { target, name: entityLabel(fields, target), field: 'base_redirect_uri' }
  return [{ ...place, rule: 'value-refused', severity: 'error', message }]
}
