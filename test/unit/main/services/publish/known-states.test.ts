import { expect, test } from 'vitest'
import { textListMember, textMember } from '../../../../../src/core/model/json'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { demoIds } from '../../../../emulator'
import { draftOf, startBench, value, writesOf } from '../../../../support/services/main-services'
import { agreeing } from '../../../../support/publishing/agreeing'

const projectId = demoIds.northwindProduction

/** An organization with a domain and one connection, and a second one beside it for the test. */
async function withTwo() {
  const bench = await startBench()
  const first = value(await bench.projects.read(projectId, {}))
  const connections = connectionsOf(first)
  const organization = first.organizations.find((item) => {
    const id = textMember(item, 'id')
    const own = connections.filter(({ entry }) => textMember(entry, 'organization_id') === id)
    return own.length === 1 && textListMember(item, 'domains').length === 1
  })
  const id = textMember(organization ?? {}, 'id')
  const own = connections.find(({ entry }) => textMember(entry, 'organization_id') === id)
  const other = connections.find(
    (item) => item.protocol === 'oidc' && !textMember(item.entry, 'organization_id'),
  )
  const [domain = ''] = textListMember(organization ?? {}, 'domains')
  const edits = [
    { kind: 'delete-connection' as const, key: own?.key ?? '' },
    {
      kind: 'set-field' as const,
      target: { kind: 'connection' as const, key: other?.key ?? '' },
      field: 'organization_id',
      value: id ?? '',
    },
  ]
  return { bench, first, domain, edits, otherKey: other?.key ?? '' }
}

test('a domain whose only other connection is disabled is locked out where the enabled one goes', async () => {
  const { bench, first, domain, edits, otherKey } = await withTwo()
  const { shown } = await draftOf(bench, projectId, edits)
  const { revisionId } = first
  const byKey = { [otherKey]: 'disabled' as const }
  value(await bench.files.states(projectId).write({ revisionId, byKey }))
  const input = { projectId, excluded: [], shown, ...agreeing() }
  expect(await bench.publishing.publish(input)).toMatchObject({
    ok: false,
    error: { code: 'publish.lock-out', subject: domain },
  })
  expect(writesOf(bench)).toEqual([])
  const done = await bench.publishing.publish({ ...input, ...agreeing([domain]) })
  expect(done).toMatchObject({ ok: true, value: { kind: 'published' } })
})

test('what was told of another revision, or of nothing, locks nobody out', async () => {
  const { bench, edits, otherKey } = await withTwo()
  const { shown } = await draftOf(bench, projectId, edits)
  const byKey = { [otherKey]: 'disabled' as const }
  value(await bench.files.states(projectId).write({ revisionId: 'another', byKey }))
  const input = { projectId, excluded: [], shown, ...agreeing() }
  expect(await bench.publishing.publish(input)).toMatchObject({
    ok: true,
    value: { kind: 'published' },
  })
})
