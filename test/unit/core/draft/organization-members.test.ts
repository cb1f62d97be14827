import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { noIntents } from '../../../../src/core/intents/intents'
import {
  isLockedOut,
  organizationMembers,
  signsIn,
  type ConnectionStates,
} from '../../../../src/core/draft/organization-members'
import { workingCopy, type WorkingCopy } from '../../../../src/core/draft/working-copy'
import { textMember } from '../../../../src/core/model/json'
import { arbitraryGestures, perform } from '../../../support/edits'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/snapshots'

function lockedOut(copy: WorkingCopy, states?: ConnectionStates): string[] {
  const membersOf = organizationMembers(copy, states)
  return copy.organizations
    .filter((organization) => isLockedOut(organization, membersOf(organization.target.key)))
    .map(({ target }) => target.key)
}

it('finds the organizations whose members cannot sign in', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a', { organization_id: 'served' }), connection('b')],
    saml: [{ id: 's', label: 's', organization_id: 'saml' }],
    organizations: ['served', 'saml', 'alone', 'quiet'].map((id) => ({
      id,
      label: id,
      domains: id === 'quiet' ? [] : [`${id}.example`],
    })),
  })
  const copy = workingCopy(snapshot, noIntents)
  const seen = { kind: 'delete', seen: {}, fields: {} } as const
  expect(lockedOut(copy)).toEqual(['alone'])
  const off = { 'oidc:a': 'disabled', 'saml:s': 'enabled' } as const
  expect(lockedOut(copy, off)).toEqual(['served', 'alone'])
  const deleted = { ...noIntents, connection: { 'saml:s': seen }, organization: { alone: seen } }
  expect(lockedOut(workingCopy(snapshot, deleted), {})).toEqual(['saml'])
})

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
        expect(membersOf(target.key)).toEqual({
          connections: members.length,
          serving: members.filter((item) => signsIn(item, undefined)).length,
        })
      }
    }),
    { numRuns: 500 },
  )
})
