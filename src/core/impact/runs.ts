import { t } from '../language/translate'
import { isJsonObject, sameJson, type JsonValue } from '../model/json'
import { isGoodEnding, type Ending } from '../mapper/kratos/ending'
import type { MapperRun } from '../mapper/kratos/run'

/** One trait, or a member of the metadata, of a person whom two mappers map. */
export interface TraitChange {
  /** Such as `traits.email` or `metadata_public.groups`. */
  readonly path: string
  /** In JSON; absent where there is none. */
  readonly before?: string
  readonly after?: string
}

/** What two runs for the same person come to. */
export interface RunComparison {
  readonly traits: readonly TraitChange[]
  /** How each ends, in whole sentences; only where they end otherwise. */
  readonly before?: string
  readonly after?: string
  /** The first ended in a session, or provisioned the person, and the second does not. */
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

/** Where the person is after a run. */
interface RunEnd {
  readonly at: Ending['at'] | 'failed' | 'unknown'
  /** Why, where somebody said it: a sentence of Kratos or of the mapper engine. */
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

/** Where the person was before, in whole sentences. */
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

/** Where the person is now, in whole sentences. */
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

/** Trait by trait what a second run gives another person than the first; both were of the same claims. */
export function compareRuns(before: MapperRun, after: MapperRun): RunComparison {
  const [was, is] = [identityLeaves(before), identityLeaves(after)]
  const paths = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  const isFailing = !isGoodEnding(after.ending)
  // What a run that fails would have given is nobody's identity.
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
