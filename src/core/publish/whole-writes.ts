import { knownFields, secretFields } from '../fields/fields'
import { connectionsOf, protocols, type StoredConnection } from '../model/connection'
import { sameJson, type JsonValue } from '../model/json'
import { withoutServerMembers } from '../model/server-members'
import type { Snapshot, WholeWrite } from '../model/snapshot'
import { serverEntity } from '../intents/server-entities'

type Sign = WholeWrite['sign']
type Found = Pick<WholeWrite, 'sign' | 'connections'>

/**
 * Signs that somebody replaced connections as a whole between two reads. Secrets, disabled states and
 * automatic linking are not readable, so a tool that writes back what it has read may lose them
 * unnoticed. A patch of single members, as sent by people and this app, leaves none of these signs,
 * except for `unseen`, which a new secret causes too.
 *
 * @param isOwn a write of ours whose answer is not known may have changed the revision
 */
export function findWholeWrites(
  before: Snapshot | undefined,
  now: Snapshot,
  { isOwn = false } = {},
): Found[] {
  if (!before || before.revisionId === now.revisionId) return []
  const found = (
    [
      ['secrets', shownNoMore(before, now)],
      ['order', protocols.flatMap((protocol) => reordered(...lists(before, now, protocol)))],
      ['returned', returned(before, now)],
      ['members', lessThanBefore(before, now)],
    ] as const
  ).flatMap(([sign, connections]): Found[] =>
    connections.length === 0 ? [] : [{ sign, connections: [...connections] }],
  )
  if (found.length > 0) return found
  const canTell = !isOwn && connectionsOf(now).length > 0
  return canTell && isReadTheSame(before, now) ? [{ sign: 'unseen', connections: [] }] : []
}

/** The connections of a protocol before and now, without those that cannot be distinguished. */
function lists(before: Snapshot, now: Snapshot, protocol: StoredConnection['protocol']) {
  const keys = (snapshot: Snapshot) =>
    connectionsOf(snapshot).flatMap((item) =>
      item.protocol === protocol && !item.ambiguous ? [item.key] : [],
    )
  const former = new Set((before.former ?? []).map(({ key }) => key))
  return [keys(before), keys(now), former] as const
}

/**
 * Connections in another order than before, and new ones between older ones: new ones are normally
 * appended. A changed id leaves its connection at its position.
 */
function reordered(
  was: readonly string[],
  is: readonly string[],
  former: ReadonlySet<string>,
): string[] {
  const places = new Map(was.map((key, index) => [key, index]))
  const kept = is.filter((key) => places.has(key))
  let highest = -1
  const first = kept.findIndex((key) => {
    const place = places.get(key) ?? 0
    if (place < highest) return true
    highest = place
    return false
  })
  if (first >= 0) return kept.slice(first)

  const left = new Set(kept)
  const between: string[] = []
  let next = 0
  let news: string[] = []
  for (const key of is) {
    if (!left.has(key)) {
      // A missing one may have been hidden at its position: servers may not list disabled ones.
      if (!former.has(key)) news.push(key)
      continue
    }
    const place = places.get(key) ?? 0
    const gone = place - next
    if (news.length > gone) between.push(...news)
    next = place + 1
    news = []
  }
  return between
}

/** Connections that were missing and exist again. */
function returned(before: Snapshot, now: Snapshot): string[] {
  const last = new Set(protocols.map((protocol) => lists(before, now, protocol)[1].at(-1)))
  return (before.former ?? []).flatMap(({ kind, key, entity }) => {
    if (kind !== 'connection' || serverEntity(before, { kind, key })) return []
    const entry = serverEntity(now, { kind, key })
    if (!entry) return []
    // Unchanged and at its position: a server that does not list disabled connections shows it once enabled.
    return sameJson(entity, entry) && !last.has(key) ? [] : [key]
  })
}

/** Connections whose secret is no longer shown as set. */
function shownNoMore(before: Snapshot, now: Snapshot): string[] {
  const shown = new Set(now.shownSecrets)
  return (before.shownSecrets ?? []).filter((key) => {
    const target = { kind: 'connection', key } as const
    const entry = serverEntity(now, target)
    // A connection of another kind has other secrets, or none.
    const isSame = entry && entry['provider'] === serverEntity(before, target)?.['provider']
    return isSame && !shown.has(key)
  })
}

/**
 * Connections that lost a member which people do not remove by hand: an unknown member, or the sign of
 * a secret. Enabling and disabling is not a sign, as the list of changes shows it.
 */
function lessThanBefore(before: Snapshot, now: Snapshot): string[] {
  return connectionsOf(before).flatMap(({ key, entry: was, ambiguous }) => {
    const entry = ambiguous ? undefined : serverEntity(now, { kind: 'connection', key })
    if (!entry || entry['provider'] !== was['provider']) return []
    const isLost = (name: string) =>
      !(name in entry) && name !== 'state' && (secretFields.has(name) || !knownFields.has(name))
    return Object.keys(was).some(isLost) ? [key] : []
  })
}

/** Whether two states differ only in the revision, as far as can be read. */
function isReadTheSame(before: Snapshot, now: Snapshot): boolean {
  const { restHash } = before
  if (restHash === undefined || restHash !== now.restHash) return false
  if (before.incomplete || now.incomplete) return false
  const shown = ({ project, organizations }: Snapshot): JsonValue => {
    const { revision_id: _revision, ...document } = project
    return [document, organizations.map(withoutServerMembers)]
  }
  return sameJson(shown(before), shown(now))
}

/**
 * A newer snapshot with the signs of the previous one and its own; equal ones are merged. They are stored with it until a
 * person acknowledges them, which may take days.
 */
export function withWholeWrites(
  before: Snapshot | undefined,
  now: Snapshot,
  options: { readonly isOwn?: boolean } = {},
): Snapshot {
  const { wholeWrites: _carried, ...rest } = now
  if (!before) return now
  const writes = new Map<Sign, WholeWrite>()
  for (const item of before.wholeWrites ?? []) writes.set(item.sign, item)
  for (const { sign, connections } of findWholeWrites(before, now, options)) {
    const known = writes.get(sign)
    writes.set(sign, {
      sign,
      since: known?.since ?? before.readAt,
      until: now.readAt,
      connections: [...new Set([...(known?.connections ?? []), ...connections])],
    })
  }
  const isThere = (key: string) => serverEntity(now, { kind: 'connection', key }) !== undefined
  const wholeWrites = [...writes.values()]
    .map((item) => ({ ...item, connections: item.connections.filter(isThere) }))
    .filter(({ sign, connections }) => sign === 'unseen' || connections.length > 0)
  return wholeWrites.length > 0 ? { ...rest, wholeWrites } : rest
}

/** The snapshot after a person has acknowledged the signs. */
export function withoutWholeWrites(snapshot: Snapshot): Snapshot {
  const { wholeWrites: _noted, ...rest } = snapshot
  return rest
}
