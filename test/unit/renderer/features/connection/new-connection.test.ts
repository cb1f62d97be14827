import { describe, expect, it } from 'vitest'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import {
  callbackOf,
  organizationChoices,
  suggestConnectionId,
  waitingText,
} from '../../../../../src/renderer/features/connection/connection-view'
import type { JsonObject } from '../../../../../src/core/model/json'
import { otherFieldNames } from '../../../../../src/core/fields/form-rows'
import {
  blockingProblems,
  fieldsOfKind,
  problemsOfNew,
  startFields,
} from '../../../../../src/renderer/features/connection/new-connection'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [connection('adventure'), connection('adventure-generic')],
  organizations: [{ id: 'o1', label: 'Adventure', domains: [] }],
})
const copy = workingCopy(snapshot, noIntents)

describe('the redirect URL', () => {
  it('waits for the connection ID, then for the organization’s own', () => {
    const redirectOf = (fields: JsonObject) => callbackOf(snapshot, { protocol: 'oidc', fields })
    const first = redirectOf({ provider: 'generic', organization_id: 'new:1' })
    expect(waitingText(first)).toMatch(/connection ID/)
    const second = redirectOf({ id: 'a', organization_id: 'new:1' })
    expect(waitingText(second)).toMatch(/when you publish/)
    const known = redirectOf({ id: 'a', organization_id: 'o1' })
    expect(known).toEqual({
      kind: 'known',
      url: 'https://login.customer.example/self-service/methods/oidc/organization/o1/callback/a',
      alternatives: [],
    })
    expect(waitingText(known)).toBeUndefined()
  })
})

describe('a new connection', () => {
  it('is kept out of the draft by what is wrong, not by what is missing', () => {
    const blocked = (more: Record<string, string>) => {
      const fields = { ...startFields('oidc', 'generic'), id: 'fresh', ...more }
      return blockingProblems(fields, problemsOfNew(copy, 'oidc', fields)).map(({ field }) => field)
    }
    expect(blocked({})).toEqual([])
    expect(blocked({ id: 'a b' })).toEqual(['id'])
    expect(blocked({ id: 'adventure' })).toEqual(['id'])
    expect(blocked({ issuer_url: 'http://x.example' })).toEqual(['issuer_url'])
    expect(blocked({ organization_id: 'nowhere' })).toEqual(['organization_id'])
  })

  it('gets an id after its organization that no other one has', () => {
    expect(suggestConnectionId(copy, 'Blå & Co', 'generic')).toBe('bla-co')
    expect(suggestConnectionId(copy, 'Adventure', 'generic')).toBe('adventure-generic-2')
  })

  it('moves its defaults, and nothing else, to another kind of provider', () => {
    const microsoft = { ...startFields('oidc', 'microsoft'), microsoft_tenant: 't', id: 'a' }
    const moved = fieldsOfKind(microsoft, 'google')
    expect(moved).toEqual({ ...startFields('oidc', 'google'), id: 'a' })
    const own = fieldsOfKind({ ...microsoft, scope: ['mine'] }, 'google')
    expect(own['scope']).toEqual(['mine'])
  })
})

it('offers every organization, and none', () => {
  expect(organizationChoices(copy, undefined).map(({ label }) => label)).toEqual([
    'No organization (social sign-in)',
    'Adventure',
  ])
  expect(organizationChoices(copy, 'gone').at(-1)?.label).toContain('gone')
})

it('lists what it does not know as kept', () => {
  expect(otherFieldNames('oidc', connection('a'))).toEqual(['x_unknown'])
})
