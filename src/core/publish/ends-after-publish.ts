import { isSecretReference } from '../intents/secret-places'
import type { Intents } from '../intents/intents'
import type { OrganizationIds } from '../intents/organization-ids'
import type { SecretEnds } from '../problems/ends'
import { publishedTarget } from './published-target'

/**
 * Noted last days of client secrets once changes are published. A new secret has the day that was noted for it while it
 * was in the draft, or none: that of before belongs to the secret that is gone. A connection with another id keeps its
 * day, and one that is deleted leaves none.
 *
 * @param ends by the keys of connections, and by the references of secrets that drafts hold
 * @param kept references that the draft still has
 */
export function endsAfterPublish(
  ends: SecretEnds,
  { connection }: Pick<Intents, 'connection'>,
  kept: ReadonlySet<string>,
): SecretEnds {
  const none: OrganizationIds = {}
  const next = new Map(Object.entries(ends))
  const moved: [string, string][] = []
  for (const [key, intent] of Object.entries(connection)) {
    const secret = intent.fields['client_secret']
    const own = next.get(key)
    const day =
      intent.kind === 'delete'
        ? undefined
        : secret === undefined
          ? own
          : isSecretReference(secret.to)
            ? ends[secret.to.$secret]
            : undefined
    next.delete(key)
    if (day === undefined) continue
    moved.push([publishedTarget({ kind: 'connection', key }, intent, none).key, day])
  }
  // Two connections may have changed their ids with one another.
  for (const [key, day] of moved) next.set(key, day)
  return Object.fromEntries(
    [...next]
      .filter(([key]) => key.includes(':') || kept.has(key))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
