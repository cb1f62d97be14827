import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { problemsOf } from '../../../../src/core/problems/written'
import { connectionRows } from '../../../../src/renderer/features/connections-list/connection-rows'
import { organizationRows } from '../../../../src/renderer/features/organizations-list/organization-rows'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { shownBy } from '../../../support/states/rows'
import { arbitrarySnapshot } from '../../../support/states/snapshots'

test('rows made for what the draft touches are those of a list made anew', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const { intents } = perform(snapshot, gestures)
      const copy = workingCopy(snapshot, intents)
      const problems = problemsOf(copy)
      // Every entity touched, and nothing kept: each row is then made anew.
      const anew = {
        ...copy,
        server: { ...copy.server, organizations: [], connections: [], scimClients: [] },
        touched: {
          ...copy.touched,
          organizations: copy.organizations,
          connections: copy.connections,
        },
        places: {
          ...copy.places,
          organizations: [...copy.organizations.keys()],
          connections: [...copy.connections.keys()],
        },
      }
      const members = copy.connections.map((item) =>
        item.server ? { ...item, server: { ...item.server, organization_id: '' } } : item,
      )
      const scratch = { ...anew, touched: { ...anew.touched, connections: members } }
      expect(organizationRows(copy, problems).map(shownBy)).toEqual(
        organizationRows(scratch, problems).map(shownBy),
      )
      expect(connectionRows(copy, problems).map(shownBy)).toEqual(
        connectionRows(scratch, problems).map(shownBy),
      )
    }),
    { numRuns: 300 },
  )
})
