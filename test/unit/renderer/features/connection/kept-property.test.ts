import fc from 'fast-check'
import { expect, test } from 'vitest'
import { record, redo, undo, type Draft } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { connectionAt, organizationAt } from '../../../../../src/core/draft/entity-index'
import type { Intents } from '../../../../../src/core/intents/intents'
import { rebase } from '../../../../../src/core/draft/rebase'
import {
  workingCopy,
  type WorkingCopy,
  type WorkingScimClient,
} from '../../../../../src/core/draft/working-copy'
import { sameMapper } from '../../../../../src/core/model/mapper-text'
import { textMember, type JsonObject } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import {
  connectionProblems,
  replacementProblems,
} from '../../../../../src/core/problems/connection-rules'
import { methodProblems, problemsOf } from '../../../../../src/core/problems/written'
import {
  claimedDomains,
  organizationProblems,
} from '../../../../../src/core/problems/organization-rules'
import type { Problem } from '../../../../../src/core/problems/problem'
import { scimProblems } from '../../../../../src/core/problems/scim-rules'
import { createCopyEntries } from '../../../../../src/core/search/copy-entries'
import {
  organizationChoices,
  otherMapperUsers,
} from '../../../../../src/renderer/features/connection/connection-view'
import { arbitraryGestures, perform, type Gesture } from '../../../../support/states/edits'
import { someProject } from '../../../../support/states/project-ids'
import { arbitrarySnapshot } from '../../../../support/states/snapshots'

type Move =
  | { readonly kind: 'gestures'; readonly gestures: readonly Gesture[] }
  | { readonly kind: 'tie'; readonly aim: number; readonly to: number; readonly how: number }
  | { readonly kind: 'undo' | 'redo' | 'refresh'; readonly aim: number }

const arbitraryMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('gestures' as const),
      gestures: arbitraryGestures.map((gestures) => gestures.slice(0, 3)),
    }),
    fc.record({
      kind: fc.constant('tie' as const),
      aim: fc.nat(1000),
      to: fc.nat(1000),
      how: fc.nat(4),
    }),
    fc.record({
      kind: fc.constantFrom('undo' as const, 'redo' as const, 'refresh' as const),
      aim: fc.nat(1000),
    }),
  ),
  { maxLength: 12 },
)

/** An edit that makes entities depend on each other: what is kept of one must follow the other. */
function tie(snapshot: Snapshot, draft: Draft, { aim, to, how }: Move & { kind: 'tie' }): Draft {
  const { connections, organizations } = workingCopy(snapshot, draft.intents)
  const connection = connections[aim % Math.max(connections.length, 1)]
  const other = connections[to % Math.max(connections.length, 1)]
  const organization = organizations[to % Math.max(organizations.length, 1)]
  const edits = [
    [connection, 'organization_id', organization?.target.key],
    [connection, 'id', textMember(other?.fields ?? {}, 'id')],
    [organization, 'label', `Named ${aim}`],
    [connection, 'mapper_url', to % 2 === 0 ? 'base64://e30=' : 'https://x.example/m.jsonnet'],
    [
      organizations[aim % Math.max(organizations.length, 1)],
      'domains',
      organization?.fields['domains'],
    ],
  ] as const
  const [entity, field, value] = edits[how] ?? []
  if (!entity || !field || value === undefined) return draft
  const edit = { kind: 'set-field', target: entity.target, field, value } as const
  const changes = intentChangesOf(snapshot, draft.intents, edit)
  return record(draft, { label: field, at: '2026-11-25T12:00:00.000Z', changes })
}

/** The same project, where someone changed one organization and added another. */
function refreshed(snapshot: Snapshot, aim: number): Snapshot {
  const { organizations } = snapshot
  const changed = organizations.map((item, place): JsonObject =>
    place === aim % organizations.length ? { ...item, label: `Theirs ${aim}` } : item,
  )
  const added = { id: `added-${aim}`, label: 'Added', domains: [] }
  return { ...snapshot, organizations: [...changed, added] }
}

const region = 'eu-central'

const common = { projectId: someProject(1), project: 'Project', environment: 'staging' } as const
const facts = { checks: undefined, published: new Map(), metadata: new Map() }
const made = new WeakMap<Snapshot, ReturnType<typeof createCopyEntries>>()
/** The entries of a snapshot, kept between edits. */
function entriesOn(snapshot: Snapshot): ReturnType<typeof createCopyEntries> {
  const entries = made.get(snapshot) ?? createCopyEntries({ common, snapshot, facts: () => facts })
  made.set(snapshot, entries)
  return entries
}

const connectionEntries = (snapshot: Snapshot, copy: WorkingCopy) =>
  entriesOn(snapshot).members(copy, copy.connections, copy.server.connections)

/** All that lists, panel and review show of a draft. */
function shown(snapshot: Snapshot, intents: Intents) {
  const copy = workingCopy(snapshot, intents)
  const problems = problemsOf(copy, region)
  const { organizations, connections, methods, touched } = copy
  return {
    organizations,
    connections,
    methods,
    touched,
    problems,
    organizationRows: entriesOn(snapshot)
      .organizations(copy)
      .map(({ row }) => row),
    connectionRows: connectionEntries(snapshot, copy).map(({ row }) => row),
    choices: [undefined, 'gone', ...organizations.map(({ target }) => target.key)].map((key) =>
      organizationChoices(copy, key),
    ),
    mapperUsers: connections.map((connection) => otherMapperUsers(copy, connection)),
  }
}

/** Every problem, looked for without any index. */
function plainProblems(copy: WorkingCopy): Problem[] {
  const judged = ({ status }: { status: string }) => status === 'new' || status === 'edited'
  const stays = ({ status }: { status: string }) => status !== 'deleted'
  const keys = new Set(copy.organizations.filter(stays).map(({ target }) => target.key))
  return [
    ...copy.organizations
      .filter(judged)
      .flatMap((item) => organizationProblems(item, claimedDomains(copy.organizations), region)),
    ...copy.connections.filter(judged).flatMap((item) => {
      const others = copy.connections.filter(
        (other) => other !== item && stays(other) && other.protocol === item.protocol,
      )
      const ids = new Set(others.map(({ fields }) => textMember(fields, 'id') ?? ''))
      return connectionProblems(item, ids, keys)
    }),
    ...copy.scimClients.filter(judged).flatMap((item) => {
      const others = copy.scimClients.filter((other) => other !== item && stays(other))
      const idOf = ({ fields }: WorkingScimClient) => textMember(fields, 'client_id') ?? ''
      return scimProblems(item, {
        isRepeated: others.some((other) => idOf(other) === idOf(item)),
        hasOrganization: keys.has(textMember(item.fields, 'organization_id') ?? ''),
      })
    }),
    ...replacementProblems(copy.connections.filter(({ status }) => status !== 'unchanged')),
    ...copy.methods.filter(judged).flatMap(methodProblems),
  ]
}

function expectPlain(copy: WorkingCopy): void {
  expect(problemsOf(copy, region)).toEqual(plainProblems(copy))
  for (const { target } of copy.organizations) {
    const found = copy.organizations.find((item) => item.target.key === target.key)
    expect(organizationAt(copy, target.key)).toBe(found)
  }
  for (const connection of copy.connections) {
    const { key } = connection.target
    const url = textMember(connection.fields, 'mapper_url') ?? ''
    const users = copy.connections.filter(
      ({ target, status, fields }) =>
        url !== '' &&
        target.key !== key &&
        status !== 'deleted' &&
        sameMapper(url, textMember(fields, 'mapper_url') ?? ''),
    )
    expect(otherMapperUsers(copy, connection)).toBe(users.length)
    expect(connectionAt(copy, key)).toBe(copy.connections.find(({ target }) => target.key === key))
  }
}

test('what is kept between edits, undo, redo and refresh is what making all of it anew gives', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryMoves, (first, moves) => {
      let snapshot = first
      let draft = perform(snapshot, [])
      for (const move of moves) {
        if (move.kind === 'gestures') draft = perform(snapshot, move.gestures, draft)
        else if (move.kind === 'tie') draft = tie(snapshot, draft, move)
        else if (move.kind === 'undo') draft = undo(draft)
        else if (move.kind === 'redo') draft = redo(draft)
        else {
          const next = refreshed(snapshot, move.aim)
          draft = rebase(draft, snapshot, next, '2026-11-25T12:00:00.000Z')
          snapshot = next
        }
        expect(shown(snapshot, draft.intents)).toEqual(
          shown(structuredClone(snapshot), structuredClone(draft.intents)),
        )
        expectPlain(workingCopy(snapshot, draft.intents))
      }
    }),
    { numRuns: 200 },
  )
})

test('what an edit does not touch stays the same object', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, fc.nat(1000), (snapshot, gestures, aim) => {
      const before = perform(snapshot, gestures)
      const copy = workingCopy(snapshot, before.intents)
      const target = copy.connections[aim % Math.max(copy.connections.length, 1)]?.target
      if (!target) return
      const edit = { kind: 'set-field', target, field: 'label', value: 'Typed' } as const
      const changes = intentChangesOf(snapshot, before.intents, edit)
      const after = record(before, { label: 'Typed', at: '2026-11-25T12:00:00.000Z', changes })
      const next = workingCopy(snapshot, after.intents)
      expect(next.organizations).toBe(copy.organizations)
      const rows = connectionEntries(snapshot, copy)
      const moved = connectionEntries(snapshot, next).filter(
        (entry, place) => entry !== rows[place] && entry.row.key !== target.key,
      )
      expect(moved).toEqual([])
    }),
    { numRuns: 200 },
  )
})
