import { setUpOf } from '../core/draft/set-up-of'
import type { AppError } from '../core/errors/app-error'
import { fieldName } from '../core/fields/value-words'
import {
  intentOf,
  noIntents,
  targetsOf,
  type Intents,
  type EntityIntent,
} from '../core/intents/intents'
import type { PublishOutcome } from '../core/ipc/publish'
import { callbackIn } from '../core/links/connection-callback'
import { textMember, type JsonObject, type JsonValue } from '../core/model/json'
import { projectServer } from '../core/model/project-id'
import type { Snapshot } from '../core/model/snapshot'
import { addressWords } from '../core/publish/confirmation'
import { publishedTarget } from '../core/publish/published-target'
import { isLost } from '../main/services/publish/session'
import { errorWords } from './command-error'
import type { OpenedProject } from './open-project'
import type { ReviewForm } from './review'
import { findCreatedOrganization } from '../core/draft/created-unanswered'
import { serverEntity } from '../core/draft/working-copy'
import { sameField } from '../core/intents/field-values'
import { isSecretReference } from '../core/intents/secret-places'
import { connectionKey } from '../core/model/connection'

export type Published = Extract<PublishOutcome, { kind: 'published' }>
export type Stopped = Extract<PublishOutcome, { kind: 'stopped' }>

/** A publish that the server has, whether or not its last request was answered. */
export type Done = Pick<Published, 'snapshot' | 'ids' | 'requests'> &
  Partial<Pick<Published, 'publishId' | 'warnings' | 'dropped'>> & {
    /** Why the answer did not say so. */
    readonly unanswered?: AppError
  }

/** What the server has of a plan whose publish failed. */
export interface FailedEnd {
  /** `unknown`: the last request may have taken effect, and no read shows it. */
  readonly kind: 'partly-published' | 'not-published' | 'unknown'
  /** Absent where the server could not be read again. */
  readonly progress: PlanProgress | undefined
}

/**
 * Judges a failed publish by the state after it, since an error alone does not show what the server did.
 *
 * @param before the state that the plan was applied to
 * @param requests number of requests that took effect for certain
 * @param sentTo revision that the last request was sent to
 */
export function endOfFailed(
  before: Snapshot,
  intents: Intents,
  {
    state,
    sentTo,
    error,
    requests,
  }: {
    readonly state: Snapshot | undefined
    readonly sentTo: string
    readonly error: AppError
    readonly requests: number
  },
): FailedEnd {
  const progress = state && doneAlready(state, intents)
  const mayBeThere = progress
    ? state.revisionId !== sentTo && progress.onlySecretsLeft
    : isLost(error)
  if (mayBeThere) return { kind: 'unknown', progress }
  const doneBefore = doneAlready(before, intents).done.length
  const isPartly = requests > 0 || (progress?.done.length ?? 0) > doneBefore
  return { kind: isPartly ? 'partly-published' : 'not-published', progress }
}

/** Reads the project again after a publish that stopped. */
export async function endOfStopped(
  { services, summary, snapshot: before }: OpenedProject,
  intents: Intents,
  outcome: Stopped,
): Promise<FailedEnd | { readonly kind: 'published'; readonly done: Done }> {
  const { error, snapshot, ids, done: requests, of, end } = outcome
  const read = await services.projects.read(summary.id, { isUnhurried: true })
  const state = read.ok && !read.value.incomplete ? read.value : undefined
  if (requests === of || (state && doneAlready(state, intents).left.length === 0)) {
    const done = { ...end, snapshot: state ?? snapshot, ids, requests: of, unanswered: error }
    return { kind: 'published', done }
  }
  return endOfFailed(before, intents, { state, sentTo: snapshot.revisionId, error, requests })
}

/** Addresses for identity providers that only the publish made known, such as ACS URLs that the server assigned. */
function newAddresses(before: Snapshot, intents: Intents, { snapshot, ids }: Done) {
  const [planned, there] = [setUpOf(before, intents), setUpOf(snapshot, noIntents)]
  const now = new Map(there.connections.map((connection) => [connection.key, connection]))
  const labels = new Map(there.organizations.map(({ key, fields }) => [key, fields['label']]))
  return planned.connections.flatMap((connection) => {
    const target = { kind: 'connection', key: connection.key } as const
    const intent = intentOf(intents, target)
    if (!intent) return []
    const made = now.get(publishedTarget(target, intent, ids).key)
    if (!made) return []
    const [plan, callback] = [callbackIn(planned, connection), callbackIn(there, made)]
    if (callback.kind !== 'known') return []
    const isPlanned = plan.kind === 'known' && plan.url === callback.url
    if (isPlanned && intent.kind !== 'create') return []
    const label = labels.get(textMember(made.fields, 'organization_id') ?? '')
    return [
      {
        ...(typeof label === 'string' ? { organization: label } : {}),
        connection: made.fields['id'],
        words: addressWords(there, made),
        url: callback.url,
      },
    ]
  })
}

/** What `apply` prints of a publish that the server has. */
export function publishedForm(
  { services, summary, snapshot: before }: OpenedProject,
  { form }: { readonly form: ReviewForm },
  intents: Intents,
  done: Done,
) {
  const { snapshot, ids, requests, publishId, warnings = [], dropped = [], unanswered } = done
  const keyNow = ({ kind, key }: ReviewForm['changes'][number]) => {
    const intent = intentOf(intents, { kind, key })
    return intent ? publishedTarget({ kind, key }, intent, ids).key : key
  }
  const remarks = [
    ...(unanswered ? [`${errorWords(unanswered)} The server has it all the same.`] : []),
    ...warnings.map(({ message }) => message),
    ...dropped.map(
      ({ target, field }) => `The server did not keep ${fieldName(field)} of ${target.key}.`,
    ),
  ]
  const published = {
    result: 'published',
    ...(publishId === undefined ? {} : { publish: publishId }),
    requests,
    revision: snapshot.revisionId,
    changes: form.changes.map((change) => {
      const { kind, status, name } = change
      return { kind, key: keyNow(change), status, name }
    }),
    addresses: newAddresses(before, intents, done),
    remarks,
  }
  // Only texts in it differ.
  return services.secrets.hideIn(
    projectServer(summary.id),
    published,
    new Set(),
  ) as typeof published
}
export type PublishedForm = ReturnType<typeof publishedForm>

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : undefined)

/** Names of changes that the server has and lacks; a new organization without its domains is in both. */
export interface PlanProgress {
  readonly done: readonly string[]
  readonly left: readonly string[]
  /** Whether `left` is only replaced secrets: no read shows which secret the server has. */
  readonly onlySecretsLeft: boolean
}

/** Compares a plan with the server's state; a replaced secret always counts as left. */
export function doneAlready(snapshot: Snapshot, intents: Intents): PlanProgress {
  /** Organizations of the server by the key that the plan has for them. */
  const made = new Map<string, string>()
  const wanted = (value: JsonValue | undefined) =>
    typeof value === 'string' ? (made.get(value) ?? value) : value

  function has(entity: JsonObject, { kind, fields }: EntityIntent, hasSecrets = false): boolean {
    return Object.entries(fields).every(([field, { to }]) => {
      if (isSecretReference(to)) return hasSecrets || kind === 'create'
      return sameField(field, field === 'organization_id' ? wanted(to) : to, entity[field])
    })
  }

  function isDone(kind: keyof Intents, key: string, intent: EntityIntent): boolean {
    if (intent.kind !== 'create') {
      const there = serverEntity(snapshot, { kind, key })
      return intent.kind === 'delete' ? !there : there !== undefined && has(there, intent)
    }
    if (kind === 'organization') {
      const one =
        snapshot.organizations.find((each) => has(each, intent)) ??
        findCreatedOrganization(key, intent, snapshot.organizations, new Set())
      const id = one && textMember(one, 'id')
      if (id !== undefined) made.set(key, id)
      return one !== undefined && has(one, intent)
    }
    const id = textOf(intent.fields[kind === 'connection' ? 'id' : 'client_id']?.to) ?? ''
    const name = kind === 'connection' ? connectionKey(intent.protocol ?? 'oidc', id) : id
    const there = serverEntity(snapshot, { kind, key: name })
    return there !== undefined && has(there, intent)
  }

  const done: string[] = []
  const left: string[] = []
  let onlySecretsLeft = true
  // Organizations come first: connections name them.
  for (const { kind, key } of targetsOf(intents)) {
    const intent = intentOf(intents, { kind, key })
    if (!intent) continue
    const label = textOf(intent.fields['label']?.to) ?? textMember(intent.seen ?? {}, 'label')
    const there = serverEntity(snapshot, { kind, key })
    const isHere = isDone(kind, key, intent)
    const name = label ?? (there && textMember(there, 'label')) ?? key
    if (isHere || made.has(key)) done.push(name)
    if (!isHere) left.push(name)
    if (!isHere) onlySecretsLeft &&= intent.kind === 'edit' && !!there && has(there, intent, true)
  }
  return { done, left, onlySecretsLeft }
}
