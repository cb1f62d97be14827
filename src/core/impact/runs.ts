import { t } from '../language/translate'
import { isJsonObject, sameJson, type JsonValue } from '../model/json-value'
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
  /** How each ends, in words; only where they end otherwise. */
  readonly before?: string
  readonly after?: string
  /** The first ended in a session, and the second does not. */
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

/** Where the person is after a run, in words. */
export function endWords({ error, ending, consequences }: MapperRun): string {
  const because = error?.message ?? consequences?.[0]
  const why = because === undefined ? '' : `: ${because.split('\n')[0] ?? ''}`
  if (!ending) return error ? `${t('an error')}${why}` : t('not known')
  switch (ending.at) {
    case 'session':
      return t('signed in')
    case 'registration':
      return `${t('the registration form again')}${why}`
    case 'login':
      return `${t('the sign-in form again')}${why}`
    case 'error':
      return `${t('the error page')}${why}`
  }
}

/** Trait by trait what a second run gives another person than the first; both were of the same claims. */
export function compareRuns(before: MapperRun, after: MapperRun): RunComparison {
  const [was, is] = [identityLeaves(before), identityLeaves(after)]
  const paths = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  const isFailing = after.ending?.at !== 'session'
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
  const [old, now] = [endWords(before), endWords(after)]
  const fails = before.ending?.at === 'session' && isFailing
  return old === now ? { traits, fails } : { traits, before: old, after: now, fails }
}
