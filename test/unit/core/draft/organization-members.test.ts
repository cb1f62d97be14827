import fc from 'fast-check'
import { expect, test } from 'vitest'
import { organizationMembers } from '../../../../src/core/draft/organization-members'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { textMember } from '../../../../src/core/model/json'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { arbitrarySnapshot } from '../../../support/states/snapshots'

test('what is counted by the draft’s moves is what counting all of it gives', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, (snapshot, gestures) => {
      const copy = workingCopy(snapshot, perform(snapshot, gestures).intents)
      const membersOf = organizationMembers(copy)
      for (const { target } of copy.organizations) {
        const members = copy.connections.filter(
          ({ fields, status }) =>
            status !== 'deleted' && textMember(fields, 'organization_id') === target.key,
        )
        expect(membersOf(target.key)).toBe(members.length)
      }
    }),
    { numRuns: 500 },
  )
})
