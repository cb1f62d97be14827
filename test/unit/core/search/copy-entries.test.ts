import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { scimOwners } from '../../../../src/core/mapper/owners/owners'
import { createCopyEntries } from '../../../../src/core/search/copy-entries'
import { tableEntries, type TableFacts } from '../../../../src/core/search/table-row'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { someProject } from '../../../support/states/project-ids'
import { arbitrarySnapshot } from '../../../support/states/snapshots'

const common = { projectId: someProject(1), project: 'Project', environment: 'staging' } as const
const facts: TableFacts = { checks: undefined, published: new Map(), metadata: new Map() }

test('the rows of a project being edited are those of the table of all projects', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const context = { common, snapshot, facts: () => facts }
      const entries = createCopyEntries(context)
      let draft = perform(snapshot, [])
      for (const gesture of [undefined, ...gestures]) {
        if (gesture) draft = perform(snapshot, [gesture], draft)
        const copy = workingCopy(snapshot, draft.intents)
        const rows = [
          ...entries.organizations(copy),
          ...entries.members(copy, copy.connections, copy.server.connections),
          ...entries.members(
            copy,
            scimOwners(copy.scimClients),
            scimOwners(copy.server.scimClients),
          ),
        ].map(({ row }) => row)
        const expected = [...tableEntries(common, snapshot, draft.intents, facts)]
        const byKind = (kind: string) =>
          expected.flatMap(({ row }) => (row.kind === kind ? [row] : []))
        for (const kind of ['organization', 'connection', 'scim-client']) {
          const own = rows.filter((row) => row.kind === kind)
          expect(own).toHaveLength(byKind(kind).length)
          expect(own).toEqual(expect.arrayContaining(byKind(kind)))
        }
      }
    }),
    { numRuns: 200 },
  )
})
