import { cutMembers, keptEntry } from '../../../core/fields/kept-document'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import { withFormer } from '../../../core/intents/server-entities'
import { isJsonArray, textMember, type JsonObject } from '../../../core/model/json'
import { scimClientsMember, scimClientsOf, withoutRow } from '../../../core/model/scim-client'
import type { ReadScim, Snapshot } from '../../../core/model/snapshot'
import type { NormalizedProject } from '../../api/endpoints/normalized'

/** Full answers by SCIM clients of a snapshot; in memory only. */
const answers = new WeakMap<ReadScim, JsonObject>()

/** The full form; `undefined` for a snapshot from a file. */
export const wholeForm = ({ scim }: Pick<Snapshot, 'scim'>): JsonObject | undefined =>
  scim && answers.get(scim)

function whyUnread({ status }: AppError): ReadScim['unread'] {
  if (status === 403 || status === 401) return 'forbidden'
  return status === 404 || status === 405 || status === 410 || status === 501 ? 'missing' : 'failed'
}

/** Adds SCIM clients and enabled states; keeps known ones, with the reason, if unread. */
export function withForm(
  snapshot: Snapshot,
  form: Result<NormalizedProject>,
  at: string,
): Snapshot {
  return withScimClients(form.ok ? withRows(snapshot, form.value) : snapshot, form, at)
}

/** Keeps equal rows identical, since caches depend on them. */
function withRows(snapshot: Snapshot, { states }: NormalizedProject): Snapshot {
  const rows = { oidc: [...states.oidc], saml: [...states.saml] }
  return sameRows(rows, snapshot.rows) ? snapshot : { ...snapshot, rows }
}

export const sameRows = (one: Snapshot['rows'], other: Snapshot['rows']): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

function withScimClients(
  snapshot: Snapshot,
  form: Result<NormalizedProject>,
  at: string,
): Snapshot {
  const known = { clients: [], ...snapshot.scim }
  if (!form.ok) return { ...snapshot, scim: { ...known, unread: whyUnread(form.error) } }
  const { scimClients } = form.value
  if (!scimClients) return { ...snapshot, scim: { ...known, unread: 'missing' } }
  const clients = scimClients.map(withoutRow)
  const read: ReadScim = { clients: clients.map(keptEntry), readAt: at }
  const keys = scimClientsOf({ scim: read })
  const cut = clients.flatMap((client, index) => {
    const names = cutMembers(client)
    return names.length > 0 ? [[keys[index]?.key ?? '', names] as const] : []
  })
  const scim = cut.length > 0 ? { ...read, cut: Object.fromEntries(cut) } : read
  answers.set(scim, form.value.revision)
  return withFormer(snapshot, { ...snapshot, scim })
}

/** Removes SCIM clients of deleted organizations and moves the form to the new revision. */
export function withoutGoneClients(before: Snapshot, after: Snapshot): Snapshot {
  if (!after.scim) return after
  const ids = ({ organizations }: Snapshot) =>
    new Set(organizations.map((each) => textMember(each, 'id')))
  const [were, are] = [ids(before), ids(after)]
  const { clients } = after.scim
  const stays = clients.map((client) => {
    const of = textMember(client, 'organization_id')
    return !were.has(of) || are.has(of)
  })
  if (!stays.includes(false)) return after
  const left = <Item>(items: readonly Item[]) => items.filter((_item, index) => stays[index])
  const scim = { ...after.scim, clients: left(clients) }
  const whole = wholeForm(before)
  const rows = whole?.[scimClientsMember]
  if (whole && isJsonArray(rows)) {
    const isSame = whole['id'] === before.revisionId
    const id = isSame ? { id: after.revisionId } : {}
    answers.set(scim, { ...whole, ...id, [scimClientsMember]: left(rows) })
  }
  return { ...after, scim }
}
