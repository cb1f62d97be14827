import { t } from '../language/translate'
import { isJsonObject, sameJson, type JsonValue } from '../model/json'
import { isGoodEnding, type Ending } from '../mapper/kratos/ending'
import type { MapperRun } from '../mapper/kratos/run'

/** A trait or metadata member that changes between two mappers. */
export interface TraitChange {
  /** Such as `traits.email` or `metadata_public.groups`. */
  readonly path: string
  /** JSON; absent if there is none. */
  readonly before?: string
  readonly after?: string
}

/** Comparison of two runs for one person. */
export interface RunComparison {
  readonly traits: readonly TraitChange[]
  /** Sentences; only set if the runs end differently. */
  readonly before?: string
  readonly after?: string
  /** Only the first run ended in a session or provisioned the person. */
  readonly fails: boolean
}

function leaves(value: JsonValue | undefined, path: string, into: Map<string, JsonValue>): void {
  if (value === undefined || value === null) return
  if (!isJsonObject(value)) {
    into.set(path, value)
    return
  }
  for (const [name, item] of Object.entries(value)) leaves(item, `${path}.${name}`, into)
}

function identityLeaves({ identity }: MapperRun): Map<string, JsonValue> {
  const found = new Map<string, JsonValue>()
  leaves(identity?.traits, 'traits', found)
  leaves(identity?.metadata_public, 'metadata_public', found)
  leaves(identity?.metadata_admin, 'metadata_admin', found)
  return found
}

interface RunEnd {
  readonly at: Ending['at'] | 'failed' | 'unknown'
  /** Reason from Kratos or the mapper engine. */
  readonly why: string
}

const asSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

function endOf({ error, ending, consequences }: MapperRun): RunEnd {
  const because = error?.message ?? consequences?.[0]
  const [first = ''] = (because ?? '').split('\n')
  const why = first === '' ? '' : asSentence(first)
  if (ending) return { at: ending.at, why: isGoodEnding(ending) ? '' : why }
  return error ? { at: 'failed', why } : { at: 'unknown', why: '' }
}

function beforeWords({ at, why }: RunEnd): string {
  switch (at) {
    case 'session':
      return t('Before, the person was signed in.')
    case 'provisioned':
      return t('Before, the person was provisioned.')
    case 'refused':
      return t('Before, Ory answered the identity provider with an error. {why}', { why }).trim()
    case 'registration':
      return t('Before, the person was shown the registration form again. {why}', { why }).trim()
    case 'login':
      return t('Before, the person was shown the sign-in form again. {why}', { why }).trim()
    case 'error':
      return t('Before, the person was shown Ory’s error page. {why}', { why }).trim()
    case 'failed':
      return t('Before, the mapper failed. {why}', { why }).trim()
    case 'unknown':
      return t('Where the person ended up before is not known.')
  }
}

function afterWords({ at, why }: RunEnd): string {
  switch (at) {
    case 'session':
      return t('The person is signed in.')
    case 'provisioned':
      return t('The person is provisioned.')
    case 'refused':
      return t('Ory answers the identity provider with an error. {why}', { why }).trim()
    case 'registration':
      return t('The person is shown the registration form again. {why}', { why }).trim()
    case 'login':
      return t('The person is shown the sign-in form again. {why}', { why }).trim()
    case 'error':
      return t('The person is shown Ory’s error page. {why}', { why }).trim()
    case 'failed':
      return t('The mapper fails. {why}', { why }).trim()
    case 'unknown':
      return t('Where the person ends up is not known.')
  }
}

/** Compares two runs with the same claims, trait by trait. */
export function compareRuns(before: MapperRun, after: MapperRun): RunComparison {
  const [was, is] = [identityLeaves(before), identityLeaves(after)]
  const paths = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  const isFailing = !isGoodEnding(after.ending)
  // Ignores what a failing run would have set.
  const traits = isFailing
    ? []
    : paths.flatMap((path): TraitChange[] => {
        const [old, now] = [was.get(path), is.get(path)]
        if (sameJson(old, now)) return []
        return [
          {
            path,
            ...(old === undefined ? {} : { before: JSON.stringify(old) }),
            ...(now === undefined ? {} : { after: JSON.stringify(now) }),
          },
        ]
      })
  const [old, now] = [endOf(before), endOf(after)]
  const fails = isGoodEnding(before.ending) && isFailing
  return old.at === now.at && old.why === now.why
    ? { traits, fails }
    : { traits, before: beforeWords(old), after: afterWords(now), fails }
}
