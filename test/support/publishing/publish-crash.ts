import { expect } from 'vitest'
import { emptyDraft, record, type Draft } from '../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../src/core/draft/edits'
import type { Intents } from '../../../src/core/intents/intents'
import type { PublishRecord } from '../../../src/core/history/publish-history'
import { connectionsOf } from '../../../src/core/model/connection'
import { textMember, type JsonObject } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { demoIds } from '../../emulator'
import type { Services } from './crash-services'
import { shownOf, value } from '../services/main-services'
import { agreeingTo, type Agreed } from './agreeing'
import type { PublishOutcome } from '../../../src/core/ipc/publish'
import { fieldEdit } from '../states/field-edit'

export const crashProject = demoIds.northwindStaging
const at = '2026-11-25T12:00:00Z'
const alpha = 'new:a0000000-0000-4000-8000-00000000000a'
const beta = 'new:b0000000-0000-4000-8000-00000000000b'

/** Changes of a publish, by name. */
export interface CrashPlan {
  readonly renamed: string
  readonly edited: string
  readonly deleted: string
}

/** Edits that need every kind of step where organizations have requests: two POST, a PUT, a PATCH and a DELETE. */
export function crashEdits(snapshot: Snapshot): { plan: CrashPlan; draft: Draft } {
  const [deleted, renamed] = snapshot.organizations.map((item) => textMember(item, 'id') ?? '')
  const edited = connectionsOf(snapshot).find(
    (item) => !item.ambiguous && item.entry['organization_id'] !== deleted,
  )?.key
  if (!deleted || !renamed || !edited) throw new Error('The demo has too little in it')
  const edits: Edit[] = [
    { kind: 'create-organization', key: alpha, fields: { label: 'Alpha', domains: [] } },
    { kind: 'create-organization', key: beta, fields: { label: 'Beta', domains: [] } },
    fieldEdit({ kind: 'organization', key: renamed }, 'label', 'Renamed'),
    fieldEdit({ kind: 'connection', key: edited }, 'label', 'Edited'),
    {
      kind: 'create-connection',
      key: 'new:saml',
      protocol: 'saml',
      fields: {
        id: 'alpha-saml',
        label: 'Alpha SAML',
        organization_id: alpha,
        mapper_url: 'base64://e30=',
        raw_idp_metadata_xml: 'https://idp.alpha.example/metadata',
      },
    },
    { kind: 'delete-organization', key: deleted, connections: 'delete' },
  ]
  let draft = emptyDraft(crashProject, snapshot.revisionId)
  for (const edit of edits) {
    draft = record(draft, {
      label: '',
      at,
      changes: intentChangesOf(snapshot, draft.intents, edit),
    })
  }
  return { plan: { renamed, edited, deleted }, draft }
}

const labelled = (snapshot: Snapshot, label: string) =>
  snapshot.organizations.filter((item) => item['label'] === label).length

/** Each target of the plan, with how often the server has it and whether the draft still has it. */
function standing(snapshot: Snapshot, intents: Intents, plan: CrashPlan) {
  const entry = (key: string) => connectionsOf(snapshot).filter((item) => item.key === key)
  const organization = (id: string): JsonObject[] =>
    snapshot.organizations.filter((item) => item['id'] === id)
  const count = (is: boolean) => (is ? 1 : 0)
  return {
    alpha: [labelled(snapshot, 'Alpha'), intents.organization[alpha]],
    beta: [labelled(snapshot, 'Beta'), intents.organization[beta]],
    renamed: [
      count(organization(plan.renamed)[0]?.['label'] === 'Renamed'),
      intents.organization[plan.renamed],
    ],
    edited: [
      count(entry(plan.edited)[0]?.entry['label'] === 'Edited'),
      intents.connection[plan.edited],
    ],
    saml: [entry('saml:alpha-saml').length, intents.connection['new:saml']],
    deleted: [count(organization(plan.deleted).length === 0), intents.organization[plan.deleted]],
  } as const
}

/** Expects each step exactly once on the server, or in the draft. */
export function expectOnceOrDrafted(snapshot: Snapshot, intents: Intents, plan: CrashPlan): number {
  const all = Object.entries(standing(snapshot, intents, plan))
  for (const [name, [times, intent]] of all) {
    expect(`${name} ${times} ${intent ? 'drafted' : 'done'}`).toMatch(/ (?:1 done|0 drafted)$/)
  }
  return all.filter(([, [times]]) => times === 1).length
}

async function records({
  publishHistory,
}: Pick<Services, 'publishHistory'>): Promise<PublishRecord[]> {
  const list = value(await publishHistory.list(crashProject))
  const all: PublishRecord[] = []
  for (const { id } of list) {
    all.push(value(await publishHistory.read({ projectId: crashProject, id })))
  }
  return all
}

/**
 * The behaviour after a restart: recovers an interrupted publish, publishes the rest, and expects everything
 * exactly once. Returns how much had been done before.
 */
export async function goOnAfterCrash(
  services: Omit<Services, 'close'>,
  plan: CrashPlan,
  requests = 5,
): Promise<number> {
  const { interrupted, publishing, projects } = services
  const found = value(await interrupted.read(crashProject)).interrupted
  let snapshot: Snapshot
  let draft: Draft | undefined
  if (found) {
    expect(found.requests).toHaveLength(requests)
    const settled = value(await interrupted.settle(crashProject))
    snapshot = settled.snapshot
    draft = settled.draft
    expect(value(await interrupted.read(crashProject)).interrupted).toBeUndefined()
  } else {
    // Killed before its first request, or after its last one.
    snapshot = value(await projects.read(crashProject, {}))
    draft = value(await services.files.drafts.read(crashProject))
  }
  const intents = draft?.intents ?? emptyDraft('' as never, '').intents
  const done = expectOnceOrDrafted(snapshot, intents, plan)
  if (draft && done < 6) {
    for (let count = 0; count < 2; count += 1) {
      const shown = shownOf(snapshot, draft)
      const agreed: Agreed = agreeingTo(snapshot, draft)
      const input = { projectId: crashProject, excluded: [], shown, ...agreed }
      const outcome: PublishOutcome = value(await publishing.publish(input))
      if (outcome.kind === 'published') break
      expect(outcome.kind).toBe('review-again')
      snapshot = outcome.snapshot
      draft = outcome.draft
    }
  }
  const last = value(await projects.read(crashProject, {}))
  expect(expectOnceOrDrafted(last, emptyDraft('' as never, '').intents, plan)).toBe(6)
  const keys = (await records(services)).flatMap(({ entities }) =>
    entities.map(({ kind, before, after }) => `${kind} ${after?.key ?? before?.key}`),
  )
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
  return done
}
