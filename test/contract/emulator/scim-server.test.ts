import { describe, expect, it } from 'vitest'
import { demoIds, type EmulatorOptions } from '../../emulator'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import { at, production, start, textOf } from './harness'

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const harbor = 'harbor-entra'
const meadowlark = 'meadowlark-okta'

/** A started emulator and the ways of an identity provider to its SCIM servers. */
async function provider(options: EmulatorOptions = {}) {
  const client = await start(options)
  const host = `${client.emulator.apiAddress}/project-hosts/brave-lovelace-7k2m9x4q1d`

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    { clientId = harbor, authorization }: { clientId?: string; authorization?: string | null } = {},
  ) {
    const secret = authorization === undefined ? `Bearer demo-secret-of-${clientId}` : authorization
    const response = await fetch(`${host}/scim/${clientId}/v2${path}`, {
      method,
      headers: {
        ...(secret === null ? {} : { authorization: secret }),
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = { status: response.status, headers: response.headers, text }
    return { ...answer, body: text === '' ? undefined : (JSON.parse(text) as JsonObject) }
  }

  const create = async (more: JsonObject = {}, clientId = harbor) => {
    const { status, body } = await ask('POST', '/Users', person(more), { clientId })
    expect([status, body?.['detail']]).toEqual([201, undefined])
    return textOf(body?.['id'])
  }
  const group = async (more: JsonObject = {}) => {
    const { status, body } = await ask('POST', '/Groups', { displayName: 'Crew', ...more })
    expect([status, body?.['detail']]).toEqual([201, undefined])
    return textOf(body?.['id'])
  }
  const change = (path: string, ...Operations: JsonObject[]) =>
    ask('PATCH', path, { schemas: [patchUrn], Operations })
  const found = async (filter: string, path = '/Users') => {
    const { status, body } = await ask('GET', `${path}?filter=${encodeURIComponent(filter)}`)
    if (status !== 200) return [status, body?.['scimType']]
    const names = (at(body, 'Resources') as JsonObject[]).map((item) =>
      textOf(item['userName'] ?? item['displayName']),
    )
    return names.toSorted()
  }
  const setClient = (clientId: string, more: JsonObject) =>
    client.emulator.edit(({ projects: [project] }) => {
      const entry = project?.scim_clients?.find((item) => item['client_id'] === clientId)
      Object.assign(entry ?? {}, more)
    })
  return { ...client, host, ask, create, group, change, found, setClient }
}

const person = (more: JsonObject = {}): JsonObject => ({
  schemas: [userUrn],
  externalId: 'ext-1',
  userName: 'ada@harborlights.example',
  name: { givenName: 'Ada', familyName: 'Sommer' },
  emails: [{ value: 'ada@harborlights.example', type: 'work', primary: true }],
  active: true,
  ...more,
})

const another = (name: string, more: JsonObject = {}) => ({
  externalId: `ext-${name}`,
  userName: `${name}@harborlights.example`,
  emails: [{ value: `${name}@harborlights.example`, type: 'work' }],
  ...more,
})

describe('who may ask a SCIM server', () => {
  it.each<[string, string | null, number, string | undefined]>([
    ['the secret', 'Bearer demo-secret-of-harbor-entra', 200, undefined],
    ['another case of Bearer', ' bearer  demo-secret-of-harbor-entra ', 200, undefined],
    ['no Bearer', 'demo-secret-of-harbor-entra', 200, undefined],
    ['two Bearers', 'Bearer Bearer demo-secret-of-harbor-entra', 401, 'invalid'],
    ['another secret', 'Bearer demo-secret-of-meadowlark-okta', 401, 'invalid'],
    ['no header', null, 401, 'no authorization header found'],
  ])('%s', async (_name, authorization, status, detail) => {
    const { ask } = await provider()
    const answer = await ask('GET', '/ServiceProviderConfig', undefined, { authorization })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/scim+json')
    if (status === 200) return
    expect(answer.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '401',
      detail: expect.stringContaining(detail ?? ''),
    })
  })

  it('nobody where the client has no secret', async () => {
    const { ask, setClient } = await provider()
    setClient(harbor, { authorization_header_secret: '' })
    for (const authorization of ['Bearer ', 'Bearer x', ''])
      expect((await ask('GET', '/Users', undefined, { authorization })).status).toBe(401)
  })

  it('404 for a client that is unknown or switched off, with whatever secret', async () => {
    const { ask, setClient } = await provider()
    expect((await ask('GET', '/Users', undefined, { clientId: 'foxglove-okta' })).status).toBe(404)
    expect((await ask('GET', '/Users', undefined, { clientId: 'nobody' })).status).toBe(404)
    setClient(harbor, { state: 'disabled' })
    const { status, body } = await ask('GET', '/Users')
    expect([status, body?.['status']]).toEqual([404, '404'])
    setClient(harbor, { state: 'enabled' })
    expect((await ask('GET', '/Users')).status).toBe(200)
  })

  it('a new secret works at once, the old one no more', async () => {
    const { ask, emulator, call } = await provider()
    const revision = String(emulator.project(production)['revision_id'])
    await call('PATCH', `/normalized/projects/${production}/revision/${revision}`, [
      { op: 'replace', path: '/scim_clients/0/authorization_header_secret', value: 'rotated' },
    ])
    expect((await ask('GET', '/Users')).status).toBe(401)
    const answer = await ask('GET', '/Users', undefined, { authorization: 'Bearer rotated' })
    expect(answer.status).toBe(200)
  })

  it('404 and 405 in its own form for what it does not serve', async () => {
    const { ask, call, host, emulator } = await provider()
    for (const [method, path, expected] of [
      ['GET', '/Bulk', 404],
      ['POST', '/Bulk', 404],
      ['GET', '/Me', 404],
      ['GET', '/Users/x/y', 404],
      ['GET', '/Users/%zz', 404],
      ['GET', '/Schemas/%', 404],
      ['GET', '', 404],
      ['DELETE', '/Users', 405],
      ['POST', '/Users/x', 405],
      ['POST', '/Schemas', 405],
    ] as const) {
      const { status, body } = await ask(method, path)
      expect([path, status, at(body, 'schemas', 0)]).toEqual([
        path,
        expected,
        'urn:ietf:params:scim:api:messages:2.0:Error',
      ])
    }
    const path = host.slice(emulator.apiAddress.length)
    expect((await call('GET', `${path}/scim/harbor-entra/v1/Users`)).status).toBe(404)
  })
})

describe('users', () => {
  it('are created in the organization of the client, without a password', async () => {
    const { ask, emulator } = await provider()
    const { status, body, headers, text } = await ask(
      'POST',
      '/Users',
      person({ password: 'Never-shown-1', [enterpriseUrn]: { department: 'Dock' } }),
    )
    expect(status).toBe(201)
    const id = textOf(body?.['id'])
    expect(headers.get('location')).toMatch(new RegExp(`/scim/harbor-entra/v2/Users/${id}$`))
    expect(body).toMatchObject({
      schemas: [userUrn, enterpriseUrn],
      externalId: 'ext-1',
      userName: 'ada@harborlights.example',
      name: { givenName: 'Ada', familyName: 'Sommer' },
      active: true,
      emails: [{ value: 'ada@harborlights.example', type: 'work', primary: true }],
      [enterpriseUrn]: { department: 'Dock' },
      meta: { resourceType: 'User' },
    })
    expect(text).not.toContain('Never-shown')
    expect(JSON.stringify(emulator.provisioned(production))).not.toContain('Never-shown')
    expect(emulator.provisioned(production)).toMatchObject([
      { id, kind: 'User', organizationId: demoIds.harborLights },
    ])
    expect((await fetch(headers.get('location') ?? '')).status).toBe(401)
    expect((await ask('GET', `/Users/${id}`)).body).toEqual(body)
  })

  it('are active unless told otherwise, also by texts, and have no more than the schema', async () => {
    const { ask, create } = await provider()
    const { active: _active, ...rest } = person()
    const { body } = await ask('POST', '/Users', { ...rest, colour: 'red' })
    expect([body?.['active'], body?.['colour']]).toEqual([true, undefined])
    const id = await create(another('ben', { active: 'False' }))
    expect((await ask('GET', `/Users/${id}`)).body?.['active']).toBe(false)
  })

  it.each<[string, JsonValue, number, string]>([
    ['no user name', { ...person(), userName: null }, 400, 'invalidSyntax'],
    ['a list', [person()], 400, 'invalidSyntax'],
    ['no object', 'ada', 400, 'invalidSyntax'],
    ['another schema', { ...person(), schemas: [groupUrn] }, 400, 'invalidSyntax'],
    ['a time zone that is none', person({ timezone: 'Mars/Base' }), 400, 'invalidSyntax'],
    ['active that is none', person({ active: 'perhaps' }), 400, 'invalidSyntax'],
    [
      'two primary addresses',
      person({
        emails: [
          { value: 'a@x.example', primary: true },
          { value: 'b@x.example', primary: true },
        ],
      }),
      400,
      'invalidSyntax',
    ],
  ])('are refused with %s', async (_name, sent, status, scimType) => {
    const { ask, emulator } = await provider()
    const answer = await ask('POST', '/Users', sent)
    expect([answer.status, answer.body?.['scimType']]).toEqual([status, scimType])
    expect(answer.body?.['status']).toBe(String(status))
    expect(emulator.provisioned(production)).toEqual([])
  })

  it('have one organization: an address of another is a 409', async () => {
    const { ask, create, emulator } = await provider()
    await create({ userName: 'ADA@harborlights.example' })
    for (const sent of [
      person({ emails: [] }),
      person({ userName: 'other', emails: [{ value: 'Ada@harborlights.example' }] }),
    ]) {
      const { status, body } = await ask('POST', '/Users', sent, { clientId: meadowlark })
      expect(status).toBe(409)
      expect(body).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '409',
        scimType: 'uniqueness',
        detail: 'Could not create user: identity already exists in another scope',
      })
    }
    expect(emulator.provisioned(production)).toHaveLength(1)
  })

  it('are updated when created again: the last request counts', async () => {
    const { ask, create, emulator } = await provider()
    const id = await create({ title: 'Captain' })
    const { status, body } = await ask(
      'POST',
      '/Users',
      person({ externalId: 'ext-2', active: false }),
    )
    expect([status, body?.['id']]).toEqual([201, id])
    expect(body).toMatchObject({ externalId: 'ext-2', active: false })
    expect(body).not.toHaveProperty('title')
    expect(emulator.provisioned(production)).toMatchObject([
      { identity: { id, state: 'inactive' } },
    ])
  })

  it('are seen by clients of their organization alone', async () => {
    const { ask, create } = await provider()
    const path = `/Users/${await create()}`
    const elsewhere = { clientId: meadowlark }
    for (const [method, body] of [
      ['GET'],
      ['PUT', person()],
      ['PATCH', { schemas: [patchUrn], Operations: [{ op: 'remove', path: 'title' }] }],
      ['DELETE'],
    ] as const)
      expect([method, (await ask(method, path, body, elsewhere)).status]).toEqual([method, 404])
    expect((await ask('GET', '/Users', undefined, elsewhere)).body?.['totalResults']).toBe(0)
    expect((await ask('GET', path)).status).toBe(200)
    expect((await ask('GET', '/Users/nobody')).status).toBe(404)
  })

  it('are replaced: what is left out is gone, and active is true again', async () => {
    const { ask, create } = await provider()
    const id = await create({ active: false, title: 'Captain' })
    const { status, body } = await ask('PUT', `/Users/${id}`, { userName: 'new@x.example' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, userName: 'new@x.example', active: true })
    for (const name of ['title', 'name', 'emails', 'externalId'])
      expect(body).not.toHaveProperty(name)
    await create(another('ben'))
    const taken = await ask('PUT', `/Users/${id}`, another('ben'))
    expect([taken.status, taken.body?.['scimType']]).toEqual([409, 'uniqueness'])
  })

  it('are deleted: the identity is gone', async () => {
    const { ask, create, emulator } = await provider()
    const id = await create()
    const { status, text, headers } = await ask('DELETE', `/Users/${id}`)
    expect([status, text, headers.get('content-type')]).toEqual([204, '', null])
    expect(emulator.provisioned(production)).toEqual([])
    expect((await ask('DELETE', `/Users/${id}`)).status).toBe(404)
  })
})

describe('an account without SCIM', () => {
  const email = 'ada@harborlights.example'
  const account = (more: JsonObject = {}): JsonObject => ({
    id: '11111111-1111-4111-8111-111111111111',
    schema_id: 'default',
    schema_url: 'https://x.example/schemas/default',
    traits: { email: 'private@mail.example' },
    organization_id: null,
    verifiable_addresses: [{ value: email, via: 'email', verified: true }],
    recovery_addresses: [],
    created_at: '2026-01-01T00:00:00Z',
    ...more,
  })
  const withPeople = (...identities: JsonObject[]) =>
    provider({
      people: () => ({ identities, sessions: identities.map((identity) => ({ identity })) }),
    })
  const people = ({ emulator }: Awaited<ReturnType<typeof provider>>) => emulator.people(production)

  it('joins the organization by a verified email under one of its domains, and is deleted for good', async () => {
    const started = await withPeople(account())
    const { ask } = started
    const { status, body } = await ask('POST', '/Users', person())
    expect([status, body?.['id']]).toEqual([201, account()['id']])
    expect(people(started).identities).toMatchObject([
      { id: account()['id'], organization_id: demoIds.harborLights, state: 'active' },
    ])
    expect((await ask('DELETE', `/Users/${textOf(body?.['id'])}`)).status).toBe(204)
    expect(people(started)).toEqual({ identities: [], sessions: [] })
  })

  it.each<[string, JsonObject]>([
    ['its email is not verified', { verifiable_addresses: [], traits: { email } }],
    [
      'its verified email has another domain',
      {
        verifiable_addresses: [{ value: 'ada@other.example', via: 'email', verified: true }],
        recovery_addresses: [{ value: email, via: 'email' }],
      },
    ],
    ['it is in another organization', { organization_id: demoIds.meadowlark }],
  ])('is refused with 409 where %s', async (_why, more) => {
    const started = await withPeople(account(more))
    const { status, body } = await started.ask('POST', '/Users', person())
    expect([status, body?.['scimType']]).toEqual([409, 'uniqueness'])
    expect(people(started).identities).toEqual([account(more)])
  })

  it('is found by its sign-in name before a verified email or a recovery address, and never by externalId', async () => {
    const ids = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`)
    const [recovery, verified, login] = ids
    const own = { organization_id: demoIds.harborLights, verifiable_addresses: [] }
    const { ask } = await withPeople(
      account({ ...own, id: recovery ?? '', recovery_addresses: [{ value: email, via: 'email' }] }),
      account({ ...account(), id: verified ?? '' }),
      account({
        ...own,
        id: login ?? '',
        traits: { email: email.toUpperCase() },
        external_id: 'ext-9',
      }),
    )
    expect((await ask('POST', '/Users', person())).body?.['id']).toBe(login)
    await ask('DELETE', `/Users/${login}`)
    expect((await ask('POST', '/Users', person())).body?.['id']).toBe(verified)
    await ask('DELETE', `/Users/${verified}`)
    expect((await ask('POST', '/Users', person())).body?.['id']).toBe(recovery)
    const { body } = await ask('POST', '/Users', person({ ...another('ben'), externalId: 'ext-9' }))
    expect(ids).not.toContain(body?.['id'])
  })

  it('gets a credential by each password that is sent, which is not kept', async () => {
    const started = await withPeople()
    const { ask, create, change } = started
    const id = await create()
    const credentials = () => people(started).identities.at(0)?.['credentials']
    expect(credentials()).toBeUndefined()
    await change(`/Users/${id}`, { op: 'replace', value: { password: 'Never-shown-2' } })
    expect(credentials()).toEqual({
      password: { type: 'password', identifiers: ['ada@harborlights.example'] },
    })
    await ask('PUT', `/Users/${id}`, person())
    expect(credentials()).toBeDefined()
    expect(JSON.stringify(started.emulator.provisioned(production))).not.toContain('Never-shown')
  })

  it('counts among the people of the project', async () => {
    const started = await withPeople(account({ traits: {}, verifiable_addresses: [] }))
    const id = await started.create()
    await started.change(`/Users/${id}`, { op: 'replace', path: 'active', value: false })
    const { identities } = people(started)
    expect([identities.length, identities.at(1)]).toMatchObject([2, { id, state: 'inactive' }])
  })
})

describe('a patch of a user', () => {
  const changes: [string, JsonObject[], JsonObject][] = [
    ['deactivates', [{ op: 'replace', path: 'active', value: false }], { active: false }],
    ['as Okta sends it', [{ op: 'replace', value: { active: false } }], { active: false }],
    ['as Entra sends it', [{ op: 'Replace', path: 'active', value: 'False' }], { active: false }],
    [
      'replaces an address of a type',
      [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'b@x.example' }],
      { emails: [{ value: 'b@x.example', type: 'work', primary: true }] },
    ],
    [
      'adds to a list, and removes from it',
      [
        { op: 'add', path: 'emails', value: [{ value: 'home@x.example', type: 'home' }] },
        { op: 'remove', path: 'emails[type eq "work"]' },
      ],
      { emails: [{ value: 'home@x.example', type: 'home' }] },
    ],
    [
      'sets parts of a name, by paths with and without the schema',
      [
        { op: 'Add', path: 'name.givenName', value: 'Adelaide' },
        { op: 'replace', path: `${userUrn}:displayName`, value: 'Adelaide S.' },
      ],
      { name: { givenName: 'Adelaide', familyName: 'Sommer' }, displayName: 'Adelaide S.' },
    ],
    [
      'sets enterprise attributes',
      [
        { op: 'Add', path: `${enterpriseUrn}:department`, value: 'Dock' },
        { op: 'Add', path: `${enterpriseUrn}:manager`, value: 'boss' },
      ],
      {
        schemas: [userUrn, enterpriseUrn],
        [enterpriseUrn]: { department: 'Dock', manager: { value: 'boss' } },
      },
    ],
    [
      'removes the enterprise attributes',
      [
        { op: 'add', path: enterpriseUrn, value: { schemas: [enterpriseUrn], department: 'Dock' } },
        { op: 'remove', path: enterpriseUrn },
      ],
      { schemas: [userUrn] },
    ],
    [
      'sets several in one value',
      [{ op: 'add', value: { title: 'Captain', 'name.middleName': 'M', active: 'True' } }],
      { title: 'Captain', name: { middleName: 'M' }, active: true },
    ],
    [
      'ignores what is read-only',
      [
        { op: 'replace', path: 'id', value: 'other' },
        { op: 'replace', path: 'groups', value: [] },
        { op: 'replace', value: { meta: {}, id: 'other' } },
      ],
      { userName: 'ada@harborlights.example' },
    ],
    [
      'changes nothing',
      [{ op: 'replace', path: 'active', value: true }],
      { userName: 'ada@harborlights.example' },
    ],
  ]

  it.each(changes)('%s', async (_name, operations, after) => {
    const { ask, create, change } = await provider()
    const path = `/Users/${await create()}`
    const { status, body } = await change(path, ...operations)
    expect([status, body?.['detail']]).toEqual([200, undefined])
    expect(body).toMatchObject(after)
    expect((await ask('GET', path)).body).toEqual(body)
    expect(path).toContain(textOf(body?.['id']))
  })

  it.each<[string, JsonObject[], string]>([
    ['a remove without a path', [{ op: 'remove' }], 'noTarget'],
    [
      'an element that is not there',
      [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'x' }],
      'noTarget',
    ],
    ['an attribute that is none', [{ op: 'add', path: 'colour', value: 'red' }], 'invalidPath'],
    ['another schema', [{ op: 'add', path: 'urn:a:2.0:User:b', value: 'x' }], 'invalidPath'],
    ['another operation', [{ op: 'move', path: 'title', value: 'x' }], 'invalidSyntax'],
    ['no operation', [], 'invalidValue'],
    ['the user name removed', [{ op: 'remove', path: 'userName' }], 'invalidValue'],
    ['active that is none', [{ op: 'replace', path: 'active', value: 'x' }], 'invalidValue'],
  ])('is refused with %s, and changes nothing', async (_name, operations, scimType) => {
    const { ask, create, change } = await provider()
    const path = `/Users/${await create()}`
    const before = (await ask('GET', path)).body
    const good = { op: 'replace', path: 'title', value: 'Captain' }
    const answer = await change(path, ...(operations.length > 0 ? [good] : []), ...operations)
    expect([answer.status, answer.body?.['scimType']]).toEqual([400, scimType])
    expect((await ask('GET', path)).body).toEqual(before)
  })

  it('is refused without its schema, or as no object', async () => {
    const { ask, create } = await provider()
    const path = `/Users/${await create()}`
    const Operations = [{ op: 'replace', path: 'active', value: false }]
    for (const body of [{ Operations }, { schemas: [userUrn], Operations }, Operations, 'x'])
      expect((await ask('PATCH', path, body)).status).toBe(400)
    expect((await ask('GET', path)).body?.['active']).toBe(true)
  })

  it('is refused where it takes the name of another', async () => {
    const { create, change } = await provider()
    await create()
    const path = `/Users/${await create(another('ben'))}`
    const value = 'ADA@harborlights.example'
    const { status, body } = await change(path, { op: 'replace', path: 'userName', value })
    expect([status, body?.['scimType']]).toEqual([409, 'uniqueness'])
  })
})

describe('groups', () => {
  it('have members, which know their groups', async () => {
    const { ask, create, group, change } = await provider()
    const [ada, ben] = [await create(), await create(another('ben'))]
    const crew = await group({ externalId: 'g-1', members: [{ value: ada }] })
    const all = await group({
      displayName: 'All',
      members: [
        { value: crew, type: 'Group', display: 'made up' },
        { value: ben, type: 'User' },
        { value: ben, type: 'User' },
      ],
    })
    expect((await ask('GET', `/Groups/${all}`)).body?.['members']).toEqual([
      { value: crew, display: 'Crew', type: 'Group' },
      { value: ben, display: 'ben@harborlights.example', type: 'User' },
    ])
    expect((await ask('GET', `/Users/${ada}`)).body?.['groups']).toEqual([
      { value: crew, display: 'Crew', type: 'direct' },
    ])

    await change(`/Groups/${crew}`, { op: 'Add', path: 'members', value: [{ value: ben }] })
    await change(`/Groups/${crew}`, { op: 'remove', path: `members[value eq "${ada}"]` })
    expect((await ask('GET', `/Groups/${crew}`)).body?.['members']).toMatchObject([{ value: ben }])
    expect((await ask('GET', `/Users/${ada}`)).body).not.toHaveProperty('groups')
    await change(`/Groups/${crew}`, { op: 'Remove', path: 'members', value: [{ value: ben }] })
    expect((await ask('GET', `/Groups/${crew}`)).body).not.toHaveProperty('members')

    expect((await ask('DELETE', `/Groups/${crew}`)).status).toBe(204)
    expect((await ask('DELETE', `/Users/${ben}`)).status).toBe(204)
    expect((await ask('GET', `/Groups/${all}`)).body).not.toHaveProperty('members')
    const renamed = await ask('PUT', `/Groups/${all}`, { displayName: 'Everybody' })
    expect([renamed.status, renamed.body?.['displayName']]).toEqual([200, 'Everybody'])
  })

  it.each<[string, JsonObject, number, string]>([
    ['no name', { displayName: null }, 400, 'invalidSyntax'],
    ['a member that is no id', { members: [{ value: 'ada' }] }, 400, 'invalidValue'],
    [
      'a member of another type',
      { members: [{ value: demoIds.oakfield, type: 'Device' }] },
      400,
      'invalidValue',
    ],
    ['a member that is nobody', { members: [{ value: demoIds.oakfield }] }, 400, 'invalidValue'],
    ['an externalId that is taken', { externalId: 'g-1' }, 409, 'uniqueness'],
  ])('are refused with %s', async (_name, more, status, scimType) => {
    const { ask, group } = await provider()
    await group({ externalId: 'g-1' })
    const answer = await ask('POST', '/Groups', { displayName: 'Other', ...more })
    expect([answer.status, answer.body?.['scimType']]).toEqual([status, scimType])
  })

  it('keep all members where a remove has no path', async () => {
    const { ask, create, group, change } = await provider()
    const path = `/Groups/${await group({ members: [{ value: await create() }] })}`
    expect((await change(path, { op: 'remove' })).body?.['scimType']).toBe('noTarget')
    expect((await ask('GET', path)).body?.['members']).toHaveLength(1)
  })

  it('do not cross organizations: a manager and a member of another are nobody', async () => {
    const { ask, create } = await provider()
    const boss = await create()
    const elsewhere = await create({ userName: 'm@meadowlark.example', emails: [] }, meadowlark)
    const managed = (value: string) => ({ [enterpriseUrn]: { manager: { value } } })
    const own = await create(another('ben', managed(boss)))
    expect(at((await ask('GET', `/Users/${own}`)).body, enterpriseUrn, 'manager')).toEqual({
      value: boss,
      displayName: 'ada@harborlights.example',
    })
    const other = await create(another('cleo', managed(elsewhere)))
    expect(at((await ask('GET', `/Users/${other}`)).body, enterpriseUrn, 'manager')).toEqual({
      value: elsewhere,
    })
    const group = { displayName: 'Mixed', members: [{ value: elsewhere }] }
    expect((await ask('POST', '/Groups', group)).body?.['scimType']).toBe('invalidValue')
  })
})

describe('lists', () => {
  async function three(options: EmulatorOptions = {}) {
    const started = await provider(options)
    const ids = [
      await started.create({ title: 'Captain' }),
      await started.create(another('ben', { [enterpriseUrn]: { employeeNumber: '701' } })),
      await started.create(another('cleo', { active: false })),
    ]
    return { ...started, ids }
  }
  const ada = 'ada@harborlights.example'

  it.each<[string, unknown[]]>([
    [`userName eq "${ada}"`, [ada]],
    [`USERNAME EQ "ADA@Harborlights.example"`, [ada]],
    [`${userUrn}:userName eq "${ada}"`, [ada]],
    ['externalId eq "ext-ben"', ['ben@harborlights.example']],
    ['externalId eq "EXT-BEN"', []],
    [`${enterpriseUrn}:employeeNumber eq "701"`, ['ben@harborlights.example']],
    ['employeeNumber eq "701"', ['ben@harborlights.example']],
    ['userName eq "nobody"', []],
    ['displayName eq "x"', [400, 'invalidFilter']],
    [`emails.value eq "${ada}"`, [400, 'invalidFilter']],
    ['userName sw "ada"', [400, 'invalidFilter']],
    ['userName pr', [400, 'invalidFilter']],
    [`userName eq "${ada}" and externalId eq "ext-1"`, [400, 'invalidFilter']],
    [`userName eq "${ada}" or userName eq "x"`, [400, 'invalidFilter']],
    [`not (userName eq "${ada}")`, [400, 'invalidFilter']],
    ['userName eq', [400, 'invalidFilter']],
    ['userName eq 7', [400, 'invalidFilter']],
    ['groups.value eq "crew"', [400, 'invalidFilter']],
    [' ', [400, 'invalidFilter']],
    [`userName eq "${'a'.repeat(1_030)}"`, [400, 'invalidFilter']],
  ])('as documented, %s finds %j', async (filter, expected) => {
    const { found } = await three()
    expect(await found(filter)).toEqual(expected)
  })

  it('of a group are found by its id: direct members alone', async () => {
    const { found, group, ids } = await three()
    const inner = await group({ displayName: 'Inner', members: [{ value: ids[1] ?? '' }] })
    const outer = await group({ members: [{ value: ids[0] ?? '' }, { value: inner }] })
    expect(await found(`groups.value eq "${outer}"`)).toEqual([ada])
    expect(await found('displayName eq "CREW"', '/Groups')).toEqual(['Crew'])
    expect(await found('members.value eq "x"', '/Groups')).toEqual([400, 'invalidFilter'])
  })

  it.each<[string, unknown[]]>([
    [`userName eq "${ada}" and externalId eq "ext-1"`, [ada]],
    ['externalId eq "ext-1" or externalId eq "ext-ben"', [ada, 'ben@harborlights.example']],
    ['emails.value sw "cleo"', ['cleo@harborlights.example']],
    ['emails[type eq "work" and value co "ben"]', ['ben@harborlights.example']],
    ['title pr', [ada]],
    ['active eq false', ['cleo@harborlights.example']],
    ['userName eq "x', [400, 'invalidFilter']],
  ])('where the server takes any filter, %s finds %j', async (filter, expected) => {
    const { found } = await three({ scimFilters: 'any' })
    expect(await found(filter)).toEqual(expected)
  })

  it('are paged by position', async () => {
    const { ask, ids } = await three()
    const page = async (query: string) => (await ask('GET', `/Users?${query}`)).body
    const second = await page('startIndex=2&count=1')
    expect(second).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
    expect(at(second, 'Resources', 0, 'id')).toBe(ids[1])
    expect(at(second, 'Resources', 'length')).toBe(1)
    expect(await page('startIndex=0&count=-1')).toMatchObject({ startIndex: 1, itemsPerPage: 0 })
    const none = await page('count=0')
    expect([none?.['totalResults'], none]).toEqual([
      3,
      expect.not.objectContaining({ Resources: [] }),
    ])
    expect(await page('startIndex=9')).toMatchObject({ totalResults: 3, Resources: [] })
    for (const query of ['startIndex=5001', 'count=1001'])
      expect((await page(query))?.['scimType']).toBe('tooMany')
    expect((await page('count=many'))?.['scimType']).toBe('invalidSyntax')
  })

  it('are paged by cursor, which expires', async () => {
    const { ask, ids } = await three()
    const seen: unknown[] = []
    let cursor: unknown = ''
    while (typeof cursor === 'string') {
      const { body } = await ask('GET', `/Users?count=2&cursor=${cursor}`)
      expect(body).not.toHaveProperty('totalResults')
      seen.push(...(at(body, 'Resources') as JsonObject[]).map(({ id }) => id))
      cursor = body?.['nextCursor']
    }
    expect(seen).toEqual(ids.toSorted())
    const old = { after: ids[0] ?? '', at: Date.now() - 3_601_000 }
    const expired = Buffer.from(JSON.stringify(old)).toString('base64url')
    for (const [text, scimType] of [
      [expired, 'expiredCursor'],
      ['x', 'invalidCursor'],
    ] as const) {
      const { status, body } = await ask('GET', `/Users?cursor=${text}`)
      expect([status, body?.['scimType']]).toEqual([400, scimType])
    }
  })
})

describe('what happens around a SCIM server', () => {
  it('goes with its organization, and its people stay where nobody sees them', async () => {
    const { ask, create, call, emulator } = await provider()
    await create()
    await call('DELETE', `/projects/${production}/organizations/${demoIds.harborLights}`)
    expect((await ask('GET', '/Users')).status).toBe(404)
    expect(emulator.provisioned(production)).toHaveLength(1)
  })

  it('is known by its operations, so that faults can hit it', async () => {
    const { ask, create, emulator } = await provider()
    emulator.fault({ operation: 'createScimUser', drop: 'after' })
    await expect(ask('POST', '/Users', person())).rejects.toThrow()
    expect(emulator.provisioned(production)).toHaveLength(1)
    await create(another('ben'))
    const operations = emulator.requests().map(({ operation }) => operation)
    expect(new Set(operations)).toEqual(new Set(['createScimUser']))
  })
})
