import { describe, expect, it } from 'vitest'
import { bulkStep, planBulk, type BulkRow } from '../../../../src/core/bulk/bulk'
import { severalFields, type BulkOperation } from '../../../../src/core/bulk/operation'
import { readDomainTable } from '../../../../src/core/bulk/domain-table'
import { undo } from '../../../../src/core/draft/draft'
import type { Edit } from '../../../../src/core/draft/edits'
import { intentOf } from '../../../../src/core/intents/intents'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { draftWith } from '../../../support/states/draft-with'
import { stepped } from '../../../support/states/bulk'
import { fieldEdit } from '../../../support/states/field-edit'

const snapshot = snapshotOf({
  oidc: [
    connection('plain'),
    connection('grouped', { scope: ['openid', 'groups'] }),
    connection('forced', { pkce: 'force' }),
    connection('twice'),
    connection('twice'),
  ],
  saml: [{ id: 'saml', label: 'SAML', raw_idp_metadata_xml: 'https://x.example' }],
  organizations: [
    { id: 'one', label: 'Brightwater', domains: ['Bright.example'], session_lifespan: '168h0m0s' },
    { id: 'two', label: 'Same', domains: [] },
    { id: 'three', label: 'same', domains: ['three.example'] },
  ],
})

const everyConnection = ['oidc:plain', 'oidc:grouped', 'oidc:forced', 'oidc:twice#3', 'saml:saml']

function plan(operation: BulkOperation, keys: readonly string[], edits: readonly Edit[] = []) {
  const draft = draftWith(snapshot, edits)
  const { rows, used } = planBulk(snapshot, draft.intents, operation, keys)
  const byKey = new Map(rows.map((row) => [row.target.key, row]))
  return { draft, rows, used, row: (key: string) => byKey.get(key) }
}

const outcome = (row: BulkRow | undefined) => row?.leftOut?.reason ?? row?.after

const set = (key: string, field: string, value: string | string[]): Edit =>
  fieldEdit({ kind: key.includes(':') ? 'connection' : 'organization', key }, field, value)

describe('scopes', () => {
  it('are added where they are missing, and whatever cannot have them is left out with its reason', () => {
    const { row } = plan(
      { kind: 'list', field: 'scope', how: 'add', items: ['groups'] },
      everyConnection,
    )
    expect(outcome(row('oidc:plain'))).toEqual(['openid', 'groups'])
    expect(outcome(row('oidc:grouped'))).toBe('unchanged')
    expect(row('oidc:twice#3')?.leftOut).toEqual({
      reason: 'not-taken',
      why: 'It shares its ID, so it is read-only',
    })
    expect(row('saml:saml')?.leftOut?.why).toBe('SAML connections have no field “Scopes”')
  })

  it('are removed, and set, whatever their order', () => {
    const removed = plan(
      { kind: 'list', field: 'scope', how: 'remove', items: ['groups'] },
      everyConnection,
    )
    expect(outcome(removed.row('oidc:grouped'))).toEqual(['openid'])
    expect(outcome(removed.row('oidc:plain'))).toBe('unchanged')
    const all = { kind: 'list', field: 'scope', how: 'set', items: ['groups', 'openid'] } as const
    const set = plan(all, everyConnection)
    expect(outcome(set.row('oidc:grouped'))).toBe('unchanged')
    expect(outcome(set.row('oidc:plain'))).toEqual(['groups', 'openid'])
  })

  it('of a draft stay, unless it wants the opposite', () => {
    const add = { kind: 'list', field: 'scope', how: 'add', items: ['groups'] } as const
    const beside = plan(add, everyConnection, [set('oidc:plain', 'scope', ['openid', 'email'])])
    expect(outcome(beside.row('oidc:plain'))).toEqual(['openid', 'email', 'groups'])
    const against = plan(add, everyConnection, [set('oidc:grouped', 'scope', ['openid'])])
    expect(against.row('oidc:grouped')?.leftOut).toEqual({
      reason: 'draft-edit',
      why: 'The draft removes “groups”',
    })
    const remove = { kind: 'list', field: 'scope', how: 'remove', items: ['email'] } as const
    const added = plan(remove, everyConnection, [set('oidc:plain', 'scope', ['openid', 'email'])])
    expect(added.row('oidc:plain')?.leftOut?.why).toBe('The draft adds “email”')
  })

  it('become an intent of what was added: what others add stays', () => {
    const add: BulkOperation = { kind: 'list', field: 'scope', how: 'add', items: ['groups'] }
    const { rows, draft } = plan(add, ['oidc:plain'])
    const next = stepped(snapshot, draft, add, rows)
    const intent = intentOf(next.intents, { kind: 'connection', key: 'oidc:plain' })
    expect(intent?.fields['scope']).toEqual({ from: ['openid'], to: ['openid', 'groups'] })
  })
})

describe('one value', () => {
  it('is unchanged where it means the same', () => {
    const { row } = plan({ kind: 'value', field: 'session_lifespan', value: '7 days' }, [
      'one',
      'two',
    ])
    expect(outcome(row('one'))).toBe('unchanged')
    expect(outcome(row('two'))).toBe('168h')
    const cleared = plan({ kind: 'value', field: 'session_lifespan', value: '' }, ['one', 'two'])
    expect(cleared.row('one')).toMatchObject({ before: '168h0m0s' })
    expect(cleared.row('one')?.after).toBeUndefined()
    expect(cleared.row('one')?.leftOut).toBeUndefined()
    expect(outcome(cleared.row('two'))).toBe('unchanged')
  })

  it('that is no duration is refused in the words of its rule', () => {
    const { row } = plan({ kind: 'value', field: 'session_lifespan', value: '3 months' }, ['one'])
    expect(row('one')?.leftOut).toEqual({
      reason: 'problem',
      why: 'Months differ in length: use days',
    })
  })

  it('of a draft is not overwritten', () => {
    const { row } = plan({ kind: 'value', field: 'pkce', value: 'force' }, everyConnection, [
      set('oidc:plain', 'pkce', 'never'),
      { kind: 'delete-connection', key: 'oidc:grouped' },
    ])
    expect(row('oidc:plain')?.leftOut?.reason).toBe('draft-edit')
    expect(row('oidc:grouped')?.leftOut?.why).toBe('The draft deletes it')
    expect(outcome(row('oidc:forced'))).toBe('unchanged')
  })

  it('that the rules warn of is shown with the warning', () => {
    const { row } = plan({ kind: 'value', field: 'pkce', value: 'sometimes' }, ['oidc:plain'])
    expect(row('oidc:plain')?.warnings).toEqual([
      'This version does not know the value “sometimes”',
    ])
  })

  it('is a mapper by its text: the same text is unchanged, an empty one is a problem', () => {
    const { row } = plan({ kind: 'mapper', text: '{}' }, ['oidc:plain', 'saml:saml'])
    expect(outcome(row('oidc:plain'))).toBe('unchanged')
    expect(outcome(row('saml:saml'))).toBe(toMapperUrl('{}'))
    const other = plan({ kind: 'mapper', text: '{ a: 1 }' }, ['oidc:plain'])
    expect(outcome(other.row('oidc:plain'))).toBe(toMapperUrl('{ a: 1 }'))
    const empty = plan({ kind: 'mapper', text: '' }, ['oidc:plain'])
    expect(empty.row('oidc:plain')?.leftOut).toEqual({
      reason: 'problem',
      why: 'The mapper is empty',
    })
  })

  it('is not wanted of what somebody else changed too, nor of what is gone', () => {
    const draft = draftWith(snapshot, [set('oidc:plain', 'pkce', 'never')])
    const moved = snapshotOf({ oidc: [connection('plain', { pkce: 'auto' })] })
    const keys = ['oidc:plain', 'oidc:grouped']
    const { rows } = planBulk(
      moved,
      draft.intents,
      { kind: 'value', field: 'pkce', value: 'force' },
      keys,
    )
    expect(rows.map(outcome)).toEqual(['conflict', 'gone'])
  })
})

describe('domains from a table', () => {
  const table = (...lines: string[]): BulkOperation => ({
    kind: 'domains',
    table: readDomainTable(
      lines.map((text, index) => ({ line: index + 1, cells: text.split('\t') })),
    ),
  })
  const everyOrganization = ['one', 'two', 'three']

  it('are added and removed for organizations by id and by label, without regard to case', () => {
    const { row, rows } = plan(
      table('brightwater\tnew.example\tbright.example', 'THREE\t@More.Example'),
      everyOrganization,
    )
    expect(outcome(row('one'))).toEqual(['new.example'])
    expect(outcome(row('three'))).toEqual(['three.example', 'more.example'])
    expect(rows).toHaveLength(2)
  })

  it('are not guessed at: a label that two organizations have, and what is to be added and removed', () => {
    const { row } = plan(
      table('same\tsame.example', 'one\ta.example b.example\ta.example'),
      everyOrganization,
    )
    expect(row('two')?.leftOut?.why).toBe('2 organizations are called “same”: name it by its ID')
    expect(row('one')?.leftOut?.why).toBe('“a.example” is both to be added and to be removed')
  })

  it('need no ID where a row has one, beside a label that several have', () => {
    const { row, used } = plan(
      table('Label\tID\tDomains', 'Same\ttwo\ttwo.example', 'same\tgone\tgone.example'),
      everyOrganization,
    )
    expect(outcome(row('two'))).toEqual(['two.example'])
    expect(row('three')).toBeUndefined()
    expect([...used].map(({ line }) => line)).toEqual([2])
    // Another row of the same label is not clear by itself, which says nothing of that one.
    const { row: both } = plan(table('same\tsame.example', 'two\ttwo.example'), everyOrganization)
    expect(outcome(both('two'))).toEqual(['two.example'])
    expect(both('three')?.leftOut?.why).toContain('name it by its ID')
  })

  it('are the same in both ways to write them', () => {
    const written = snapshotOf({
      organizations: [
        { id: 'one', label: 'One', domains: ['bücher.example', 'xn--mller-kva.example'] },
      ],
    })
    const operation = table('one\tBÜCHER.example neu.example\tmüller.example')
    const { rows } = planBulk(written, draftWith(written, []).intents, operation, ['one'])
    // What is on the server in a form that Ory refuses is its own problem.
    expect(rows[0]?.leftOut?.why ?? rows[0]?.after).toEqual(
      '“bücher.example” has letters beyond a to z, which Ory refuses: use “xn--bcher-kva.example”',
    )
    const removal = planBulk(
      written,
      draftWith(written, []).intents,
      table('one\tneu.example\tmüller.example xn--bcher-kva.example'),
      ['one'],
    )
    expect(removal.rows[0]?.after).toEqual(['neu.example'])
  })

  it('are held to the rules: an error is left out, a warning is shown', () => {
    const { row } = plan(table('one\tno-domain', 'two\tthree.example'), everyOrganization)
    expect(row('one')?.leftOut?.why).toBe('“no-domain” is not a domain such as customer.example')
    expect(outcome(row('two'))).toEqual(['three.example'])
    expect(row('two')?.warnings).toEqual(['“three.example” also belongs to same'])
  })

  it('say which rows were used, and keep to the project that a row names', () => {
    const operation = table(
      'organization\tproject\tdomains',
      'one\tcalm-turing-abcdefghij\ta.example',
      'one\tAnother\tb.example',
      'nobody\t\tc.example',
    )
    const { row, used } = plan(operation, everyOrganization)
    expect(outcome(row('one'))).toEqual(['Bright.example', 'a.example'])
    expect([...used].map(({ line }) => line)).toEqual([2])
  })
})

it('is one step of the draft, which undo takes back', () => {
  const operation: BulkOperation = {
    kind: 'list',
    field: 'scope',
    how: 'add',
    items: ['groups', 'email'],
  }
  const { draft, rows } = plan(operation, everyConnection)
  const next = stepped(snapshot, draft, operation, rows)
  expect(next.past.map(({ label }) => label)).toEqual([
    'Add to Scopes: groups, email (3 connections)',
  ])
  expect(undo(next).intents).toEqual(draft.intents)
  const nothing = rows.map((row) => ({
    ...row,
    leftOut: { reason: 'unchanged', why: '' } as const,
  }))
  expect(stepped(snapshot, draft, operation, nothing)).toBe(draft)
})

describe('a move to an organization', () => {
  const to = { kind: 'organization', key: 'one', label: 'Brightwater' } as const

  it('moves what is drafted or not complete too, and leaves out what shares its ID', () => {
    const drafted = set('oidc:plain', 'organization_id', 'three')
    const unfinished = set('oidc:grouped', 'client_id', '')
    const { row, rows, draft } = plan(to, everyConnection, [drafted, unfinished])
    expect(outcome(row('oidc:plain'))).toBe('one')
    expect(outcome(row('oidc:grouped'))).toBe('one')
    expect(outcome(row('saml:saml'))).toBe('one')
    expect(outcome(row('oidc:twice#3'))).toBe('not-taken')
    const { label, changes } = bulkStep(snapshot, draft.intents, to, rows)
    expect(label).toBe('Moved 4 connections to Brightwater')
    expect(changes).toHaveLength(4)
  })

  it('says what belongs there already, with an empty organization as with none', () => {
    const none = { kind: 'organization', key: undefined, label: 'no organization' } as const
    expect(outcome(plan(none, ['oidc:plain']).row('oidc:plain'))).toBe('unchanged')
    expect(
      outcome(
        plan(to, ['oidc:plain'], [set('oidc:plain', 'organization_id', 'one')]).row('oidc:plain'),
      ),
    ).toBe('unchanged')
  })
})

describe('further fields', () => {
  const several = snapshotOf({
    oidc: [
      connection('entra', { provider: 'microsoft', microsoft_tenant: 'organizations' }),
      connection('generic', { issuer_url: 'https://old.example' }),
      connection('google', { provider: 'google' }),
    ],
    saml: [{ id: 'saml', label: 'SAML', raw_idp_metadata_xml: 'https://x.example' }],
  })
  const keys = ['oidc:entra', 'oidc:generic', 'oidc:google', 'saml:saml']
  const outcomes = (operation: BulkOperation) =>
    planBulk(several, draftWith(several, []).intents, operation, keys).rows.map(
      (row) => row.leftOut?.why ?? row.after,
    )

  it('are set where a connection has them, with what it must not lack left out', () => {
    const issuer = { kind: 'value', field: 'issuer_url', value: ' https://new.example ' } as const
    expect(outcomes(issuer)).toEqual([
      'Microsoft does not support this',
      'https://new.example',
      'Google does not support this',
      'SAML connections have no field “Issuer URL”',
    ])
    const { rows } = planBulk(
      several,
      draftWith(several, []).intents,
      { kind: 'value', field: 'issuer_url' },
      ['oidc:generic'],
    )
    expect(rows[0]?.leftOut?.why).toBe('Enter the issuer URL')
    const subject = { kind: 'value', field: 'subject_source', value: 'oid' } as const
    expect(outcomes(subject)[0]).toBe('oid')
    const sso = { kind: 'value', field: 'idp_initiated_login_enabled', value: true } as const
    expect(outcomes(sso)[3]).toBe(true)
  })

  it('take an option only of a provider that has it', () => {
    const linking = { kind: 'value', field: 'account_linking_mode', value: 'automatic' } as const
    expect(outcomes(linking).slice(0, 3)).toEqual([
      'Microsoft does not support this',
      'Generic does not support this',
      'automatic',
    ])
  })

  it('are none that each has for itself, that is a secret or that is never told', () => {
    const names = severalFields.connection.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['issuer_url', 'scope', 'pkce', 'proxy_acs_url']))
    for (const own of ['id', 'label', 'client_id', 'client_secret', 'auto_link', 'valid_to']) {
      expect(names).not.toContain(own)
    }
    expect(severalFields.organization.map(({ name }) => name)).toEqual(['session_lifespan'])
  })

  it('are called in the step as in the form', () => {
    const named = (operation: BulkOperation) => {
      const { intents } = draftWith(several, [])
      return bulkStep(several, intents, operation, planBulk(several, intents, operation, keys).rows)
        .label
    }
    expect(named({ kind: 'value', field: 'front_channel_logout', value: true })).toBe(
      'Set Front-channel logout to on (3 connections)',
    )
    expect(named({ kind: 'value', field: 'issuer_url', value: 'https://new.example' })).toBe(
      'Set Issuer URL to https://new.example (1 connection)',
    )
  })
})

describe('a deletion', () => {
  const owned = snapshotOf({
    oidc: [connection('inside', { organization_id: 'one' }), connection('outside')],
    organizations: [
      { id: 'one', label: 'One', domains: ['one.example'] },
      { id: 'two', label: 'Two', domains: [] },
    ],
  })
  const delete_ = (of: 'connection' | 'organization', connections: 'delete' | 'detach') =>
    ({ kind: 'delete', of, connections }) as const

  it('says what it takes along, and leaves out what is deleted already', () => {
    const draft = draftWith(owned, [
      { kind: 'delete-organization', key: 'two', connections: 'delete' },
    ])
    const operation = delete_('organization', 'delete')
    const { rows } = planBulk(owned, draft.intents, operation, ['one', 'two'])
    expect(rows).toMatchObject([
      { name: 'One', before: ['one.example'], warnings: ['Its connection is deleted too'] },
      { name: 'Two', leftOut: { reason: 'draft-edit', why: 'The draft deletes it' } },
    ])
    const next = stepped(owned, draft, operation, rows)
    expect(next.past.at(-1)?.label).toBe('Deleted One')
    expect(Object.keys(next.intents.connection)).toEqual(['oidc:inside'])
    expect(undo(next).intents).toEqual(draft.intents)
  })

  it('detaches connections where that is asked for, and deletes connections alone', () => {
    const draft = draftWith(owned, [])
    const detach = delete_('organization', 'detach')
    const { rows } = planBulk(owned, draft.intents, detach, ['one'])
    expect(rows[0]?.warnings).toEqual(['Its connection becomes a social sign-in'])
    const next = stepped(owned, draft, detach, rows)
    expect(next.intents.connection['oidc:inside']?.kind).toBe('edit')
    const both = delete_('connection', 'delete')
    const all = planBulk(owned, draft.intents, both, ['oidc:inside', 'oidc:outside'])
    const gone = stepped(owned, draft, both, all.rows)
    expect(gone.past.at(-1)?.label).toBe('Deleted 2 connections')
    expect(planBulk(owned, gone.intents, both, ['oidc:inside']).rows[0]?.leftOut?.reason).toBe(
      'draft-edit',
    )
  })
})
