import { t } from '../../language/translate'
import { blockedTraits, blockedWords } from '../kratos/form-objects'
import type { Rule } from './rule'

/** A trait of the identity schema for which a browser's form is never accepted. */
export const blockedBySchema: Rule = ({ tokens, situation }) => {
  const { schema } = situation
  if (!schema) return []
  const [first] = tokens
  const place = { start: first?.start ?? 0, end: first?.end ?? 0 }
  return blockedTraits(schema).map((blocked) => ({
    rule: 'blocked-by-schema',
    severity: 'error',
    message: t('The identity schema prevents every registration: {why}', {
      why: blockedWords(blocked),
    }),
    ...place,
  }))
}
