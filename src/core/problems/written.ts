import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
  type WorkingScimClient,
} from '../draft/working-copy'
import { allOrganizationsAt, entitiesBy } from '../draft/entity-index'
import { textMember } from '../model/json'
import { connectionProblems, replacementProblems } from './connection-rules'
import { claimantsIn } from '../sign-in-ways/sign-in-ways'
import { organizationProblems } from './organization-rules'
import type { WrittenProblem } from './problem'
import { scimProblems } from './scim-rules'
import { t } from '../language/translate'

/** Scheme and host, and nothing after them. */
const origin = /^https:\/\/[^\s/?#@\\]+$/i

/** Problems of the settings that all connections share. */
export function methodProblems({ target, fields, edited }: WorkingEntity): WrittenProblem[] {
  const base = textMember(fields, 'base_redirect_uri') ?? ''
  if (!edited.includes('base_redirect_uri') || base === '' || origin.test(base)) return []
  const message = t('Enter scheme and host only, such as https://login.customer.example')
  const place = { target, name: entityLabel(fields, target), field: 'base_redirect_uri' }
  return [{ ...place, rule: 'value-refused', severity: 'error', message }]
}

const isJudged = ({ status }: WorkingEntity) => status === 'new' || status === 'edited'

/** Looks up the organizations that claim a domain. */
const claimsIn = (copy: WorkingCopy) => ({
  get: (domain: string) => claimantsIn(copy, domain),
})

const placeOf = ({ protocol, fields }: WorkingConnection) =>
  `${protocol}:${textMember(fields, 'id') ?? ''}`
const byPlace = entitiesBy('connections', (connection) => [placeOf(connection)])

/** Whether another connection of the same protocol has the same id. */
const isRepeated = (copy: WorkingCopy, connection: WorkingConnection): boolean =>
  byPlace(copy, placeOf(connection)).filter(({ status }) => status !== 'deleted').length > 1

const exists = (copy: WorkingCopy, key: string): boolean =>
  allOrganizationsAt(copy, key).some(({ status }) => status !== 'deleted')

/** The inputs that a connection's problems were computed from, and the problems. */
interface Judgement {
  readonly isRepeated: boolean
  readonly hasOrganization: boolean
  readonly problems: readonly WrittenProblem[]
}
const judgements = new WeakMap<WorkingConnection, Judgement>()

function judgeConnection(
  copy: WorkingCopy,
  connection: WorkingConnection,
): readonly WrittenProblem[] {
  const repeated = isRepeated(copy, connection)
  const hasOrganization = exists(copy, textMember(connection.fields, 'organization_id') ?? '')
  const known = judgements.get(connection)
  if (known && known.isRepeated === repeated && known.hasOrganization === hasOrganization) {
    return known.problems
  }
  const problems = connectionProblems(
    connection,
    { has: () => repeated },
    { has: () => hasOrganization },
  )
  judgements.set(connection, { isRepeated: repeated, hasOrganization, problems })
  return problems
}

const clientsById = entitiesBy('scimClients', ({ fields }) => [
  textMember(fields, 'client_id') ?? '',
])

function judgeClient(copy: WorkingCopy, client: WorkingScimClient): WrittenProblem[] {
  const same = clientsById(copy, textMember(client.fields, 'client_id') ?? '')
  return scimProblems(client, {
    isRepeated: same.filter(({ status }) => status !== 'deleted').length > 1,
    hasOrganization: exists(copy, textMember(client.fields, 'organization_id') ?? ''),
  })
}

function judge(copy: WorkingCopy, homeRegion: string | undefined): WrittenProblem[] {
  const claims = claimsIn(copy)
  return [
    ...copy.touched.organizations
      .filter(isJudged)
      .flatMap((organization) => organizationProblems(organization, claims, homeRegion)),
    ...copy.touched.connections.flatMap((connection) => judgeConnection(copy, connection)),
    ...copy.touched.scimClients.flatMap((client) => judgeClient(copy, client)),
    ...replacementProblems(copy.touched.connections),
    ...copy.methods.flatMap(methodProblems),
  ]
}

const judged = new WeakMap<
  WorkingCopy,
  { readonly region: string | undefined; problems: WrittenProblem[] }
>()

/**
 * All problems of the entities that the draft changes, in the order of the working copy. Cached for each
 * copy, since list, panel and review ask for the same one at every key.
 *
 * @param homeRegion `home_region` of the project; without it regions are not checked.
 */
export function problemsOf(copy: WorkingCopy, homeRegion?: string): WrittenProblem[] {
  const known = judged.get(copy)
  if (known && known.region === homeRegion) return known.problems
  const problems = judge(copy, homeRegion)
  judged.set(copy, { region: homeRegion, problems })
  return problems
}
