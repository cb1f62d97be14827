import type { WorkingConnection } from '../draft/working-copy'
import { t } from '../language/translate'
import { daysBetween } from '../model/times'
import type { RadarFinding, RadarRule, RadarSeverity } from './finding'
import { ruleWords } from './rule-words'
import { acts, badgeWords, type AttentionAct } from './attention-words'

/** What a person should look at, of a connection or of anything else in a project. */
export interface AttentionState {
  readonly finding: RadarFinding
  readonly kind: RadarRule
  readonly severity: RadarSeverity
  /** Whole days until the time that it is about, below 0 once that has passed. */
  readonly days?: number
  /** A word or a few, for a row. */
  readonly badge: string
  readonly remedy: string
  /** What leads to the remedy. */
  readonly act: AttentionAct
}

/**
 * Whether a finding of the radar needs a person, and is not only to know: somebody cannot sign in, or
 * soon will not. A disabled connection may be meant so, but is what people look for first.
 */
export function needsAttention({ severity, rule }: RadarFinding): boolean {
  return severity !== 'info' || rule === 'disabled'
}

/** Says of a certificate how long it holds, of everything else what it is. */
function badgeOf({ rule, severity }: RadarFinding, days: number | undefined): string {
  if (rule === 'certificate-expired' && days !== undefined) {
    if (days >= 0) return t('Expired today')
    if (days === -1) return t('Expired yesterday')
    return t('Expired {count, plural, one {# day} other {# days}} ago', { count: -days })
  }
  if (rule === 'certificate-expiring' && days !== undefined) {
    if (days < 1) return t('Expires today')
    if (days === 1) return t('Expires tomorrow')
    return t('Expires in {count, plural, one {# day} other {# days}}', { count: days })
  }
  if (rule === 'mapper-findings')
    return severity === 'error' ? t('Mapper error') : t('Mapper warning')
  return badgeWords[rule]
}

/**
 * A finding as rows and the overview show it.
 *
 * @param now ISO 8601
 */
export function attentionState(finding: RadarFinding, now: string): AttentionState {
  const { rule, severity, when } = finding
  const days = when === undefined ? undefined : daysBetween(now, when)
  return {
    finding,
    kind: rule,
    severity,
    ...(days === undefined ? {} : { days }),
    badge: badgeOf(finding, days),
    remedy: ruleWords[rule].remedy,
    act: finding.edit ? 'mend' : (acts[rule] ?? (finding.target ? 'open' : 'project')),
  }
}

/**
 * What each connection needs, by its key, the worst first: what was found at it, and a sign-in method
 * that is off for all of its connections.
 *
 * @param findings the worst first
 * @param now ISO 8601
 */
export function connectionAttention(
  findings: readonly RadarFinding[],
  connections: readonly Pick<WorkingConnection, 'target' | 'protocol'>[],
  now: string,
): ReadonlyMap<string, readonly AttentionState[]> {
  const found = new Map<string, AttentionState[]>()
  const add = (key: string, state: AttentionState) => {
    const list = found.get(key)
    if (list) list.push(state)
    else found.set(key, [state])
  }
  for (const finding of findings) {
    const { target, rule } = finding
    if (target?.kind !== 'connection') continue
    const state = attentionState(finding, now)
    if (rule !== 'method-off') {
      add(target.key, state)
      continue
    }
    const protocol = connections.find((item) => item.target.key === target.key)?.protocol
    for (const item of connections) if (item.protocol === protocol) add(item.target.key, state)
  }
  return found
}
