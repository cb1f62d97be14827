import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import { explanationOfRule, type RuleExplanation } from '../../../core/mapper/lint/explanations'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
/** "512 bytes", "3.2 KiB". */
export function sizeText(bytes: number): string {
  return bytes < 1024
    ? t('{count, plural, one {# byte} other {# bytes}}', { count: bytes })
    : `${(bytes / 1024).toFixed(1)} KiB`
}

/** Why a finding is a mistake. Findings of the engine’s own linter have one general explanation. */
export function explanationOf({
  rule,
  severity,
  given,
}: MapperFinding): Pick<RuleExplanation, 'why'> & Partial<RuleExplanation> {
  if (rule !== 'jsonnet') return explanationOfRule(rule, given)
  if (severity === 'error' && given === 'scim') {
    return { why: t('This is not valid Jsonnet. Nobody is provisioned through it.') }
  }
  return severity === 'error'
    ? { why: t('This is not valid Jsonnet. Every sign-in through it ends with Ory’s error page.') }
    : { why: t('Jsonnet’s own linter reports this as a mistake. The mapper may work anyway.') }
}

/** Progress of a canceled look. */
export function cancelledText(
  at: { readonly done: number; readonly of: number } | undefined,
): string {
  return !at || at.of === 0
    ? t('Cancelled.')
    : t('Cancelled after {n} of {all}. What was found is shown.', {
        n: numberText(at.done),
        all: numberText(at.of),
      })
}
