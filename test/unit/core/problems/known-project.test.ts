import { describe, expect, test } from 'vitest'
import type { CheckReport } from '../../../../src/core/check/report'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import { attentionState } from '../../../../src/core/problems/attention'
import { problemsAcross, problemsByRule, problemsIn } from '../../../../src/core/problems/find'
import {
  customersOf,
  factsOf,
  mapperRemarks,
  type KnownProject,
} from '../../../../src/core/problems/known-project'
import {
  betterDomain,
  claimedDomains,
  isEmailDomain,
  organizationProblems,
} from '../../../../src/core/problems/organization-rules'
import { problemOf, worseFirst, type ProjectProblem } from '../../../../src/core/problems/problem'
import { nextEnd } from '../../../../src/core/problems/ends'
import type { RuleId } from '../../../../src/core/problems/rules'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { draftWith } from '../../../support/states/draft-with'
import {
  organizationEntry as organization,
  radarProject,
  samlEntry,
  scimEntry,
} from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const now = '2026-11-27T12:00:00.000Z'
const findingsOf = (rule: RuleId, project: KnownProject) =>
  [...problemsByRule(project)].flat().filter((found) => found.rule === rule)
const messages = (rule: RuleId, project: KnownProject) =>
  findingsOf(rule, project).map(({ message }) => message)
const own = (id: string, organizationId: string, more: JsonObject = {}) =>
  connection(id, { organization_id: organizationId, ...more })

test('what was found in a mapper is summed up by its worst', () => {
  const of = (severity: 'error' | 'warning' | 'info', message: string) => ({ severity, message })
  expect(mapperRemarks([])).toBeUndefined()
  expect(mapperRemarks([of('info', 'a'), of('info', 'b')])).toEqual({
    severity: 'info',
    count: 1,
    first: 'a',
  })
  expect(mapperRemarks([of('info', 'a'), of('warning', 'b'), of('error', 'c')])).toEqual({
    severity: 'error',
    count: 2,
    first: 'c',
  })
})

test('a customer is the organization that something is about, or whose connection it is about', () => {
  const setUp = setUpOf(
    snapshotOf({
      organizations: [organization('o', 'o.example'), { id: 'p', domains: [] }],
      oidc: [own('a', 'o'), connection('b'), own('c', 'gone')],
    }),
  )
  const of = customersOf(setUp)
  expect(of({ kind: 'organization', key: 'o' })).toBe('Org o')
  expect(of({ kind: 'organization', key: 'p' })).toBe('p')
  expect(of({ kind: 'connection', key: 'oidc:a' })).toBe('Org o')
  for (const key of ['oidc:b', 'oidc:c', 'oidc:none', 'o']) {
    expect(of({ kind: 'connection', key }), key).toBeUndefined()
  }
  expect(of(undefined)).toBeUndefined()
  expect(of({ kind: 'method', key: 'oidc' })).toBeUndefined()
})

test.each([
  ['Sync', 's', 'Sync'],
  ['', 's', 's'],
  // The second that has no ID: only its place tells it.
  ['', '', '#1'],
])('a SCIM client with the label “%s” and the ID “%s” is called %s', (label, id, name) => {
  const clients = [scimEntry('', 'gone'), scimEntry(id, 'gone', { label })]
  const [, found] = findingsOf('organization-gone', radarProject({ scimClients: clients }))
  expect(found?.name).toBe(name)
})

test('between projects go domains with their first organization, and connections with an issuer', () => {
  const { domains, issuers } = factsOf(
    radarProject({
      organizations: [organization('a', 'A.example'), organization('b', 'a.example', 'b.example')],
      oidc: [connection('c'), connection('d', { issuer_url: '' })],
      saml: [samlEntry('s')],
    }),
  )
  expect([...domains].map(([domain, { name }]) => [domain, name])).toEqual([
    ['a.example', 'Org a'],
    ['b.example', 'Org b'],
  ])
  expect([...issuers]).toEqual([
    [
      'oidc:c',
      {
        target: { kind: 'connection', key: 'oidc:c' },
        name: 'Label of c',
        issuer: 'https://c.example',
      },
    ],
  ])
})

describe('a problem', () => {
  test('has an id of what it is about, and tells nothing of what tells it apart', () => {
    const found = { severity: 'info', message: 'M', detail: 'd' } as const
    expect(problemOf('lock-out', 'p' as never, found)).toStrictEqual({
      id: 'lock-out|p|d',
      rule: 'lock-out',
      projectId: 'p',
      name: '',
      severity: 'info',
      message: 'M',
    })
    const { detail: _detail, ...plain } = found
    const target = { kind: 'organization', key: 'o' } as const
    const about = problemOf('lock-out', 'p' as never, { ...plain, target, name: 'O' })
    expect(about).toMatchObject({ id: 'lock-out|p|organization:o', name: 'O', target })
  })

  test('stands before those that are less urgent: by time, project, name and id last', () => {
    const projects = new Map(
      ['b', 'a'].map((name) => [name, { name, environment: 'production' as const }]),
    )
    projects.set('z', { name: 'z', environment: 'staging' as never })
    const item = (id: string, projectId: string, more: Partial<ProjectProblem> = {}) =>
      ({
        id,
        rule: 'disabled',
        severity: 'info',
        projectId,
        name: 'n',
        message: '',
        ...more,
      }) as ProjectProblem
    const inOrder = [
      item('1', 'a'),
      item('2', 'a'),
      item('0', 'a', { name: 'o' }),
      item('0b', 'b'),
      item('0c', 'b', { when: '2026-01-01' }),
      item('0d', 'a', { when: '2026-01-02' }),
      item('0e', 'a', { rule: 'default-mapper' }),
      item('0f', 'z'),
    ]
    expect(inOrder.toReversed().toSorted(worseFirst(projects))).toEqual(inOrder)
    const compare = worseFirst(projects)
    for (const [index, one] of inOrder.entries()) {
      for (const other of inOrder.slice(index + 1)) {
        expect([compare(one, other) < 0, compare(other, one) > 0], other.id).toEqual([true, true])
      }
    }
    expect(compare(item('1', 'x'), item('2', 'y'))).toBe(-1)
    // Of a project that nobody knows the worst is thought.
    const unknown = item('9', 'unknown')
    expect([inOrder[7]!, unknown].toSorted(worseFirst(projects))[0]).toBe(unknown)
  })

  test('is found in all projects and between them in one order', () => {
    const of = (id: string, environment: 'production' | 'staging') =>
      radarProject(
        { organizations: [organization('a', 'a.example')] },
        { summary: { id: id as never, name: id, environment } },
      )
    const found = problemsIn([of('s', 'staging'), of('p', 'production'), of('q', 'production')])
    expect(found.map(({ rule, projectId }) => `${rule} ${projectId}`)).toEqual([
      'lock-out p',
      'lock-out q',
      'domain-elsewhere p',
      'domain-elsewhere q',
      'lock-out s',
    ])
  })
})

describe('between projects', () => {
  const factsIn = (
    id: string,
    parts: Parameters<typeof radarProject>[0],
    more: object = {},
    environment: 'production' | 'staging' | 'development' = 'production',
  ) =>
    factsOf(radarProject(parts, { summary: { id: id as never, name: id, environment, ...more } }))
  const domain = (id: string, more: object = {}) =>
    factsIn(id, { organizations: [organization(`o-${id}`, 'a.example')] }, more)
  const issuer = (
    id: string,
    environment: 'production' | 'staging' | 'development',
    url: string,
    more: object = {},
  ) => factsIn(id, { oidc: [connection('c', { issuer_url: url })] }, more, environment)

  test('a domain names all others that have it, as what it rests on too', () => {
    const found = problemsAcross([domain('one'), domain('two'), domain('three'), domain('four')])
    expect(found).toHaveLength(4)
    expect(found[0]).toEqual({
      id: 'domain-elsewhere|one|organization:o-one|a.example',
      rule: 'domain-elsewhere',
      projectId: 'one',
      target: { kind: 'organization', key: 'o-one' },
      name: 'Org o-one',
      severity: 'info',
      field: 'domains',
      message:
        'a.example also belongs to “Org o-two” in two, “Org o-three” in three and 1 more, in the same environment',
      facts: ['two o-two', 'three o-three', 'four o-four'],
    })
    expect(problemsAcross([domain('one'), domain('two', { state: 'deleted' })])).toEqual([])
  })

  test('an issuer is compared with that of the most careful environment, but for its end and letters', () => {
    const live = issuer('live', 'production', 'https://id.example/')
    const trial = issuer('trial', 'staging', 'https://Trial.example/')
    const found = problemsAcross([issuer('dev', 'development', 'https://dev.example'), trial, live])
    expect(found.map(({ projectId, id }) => [projectId, id])).toEqual([
      ['trial', 'issuer-differs|trial|connection:oidc:c|https://trial.example https://id.example'],
      ['dev', 'issuer-differs|dev|connection:oidc:c|https://dev.example https://id.example'],
    ])
    expect(found[0]).toMatchObject({ name: 'Label of c', severity: 'info', field: 'issuer_url' })
    // Two of one environment may differ; what is the same under another end is the same.
    expect(problemsAcross([live, issuer('other', 'production', 'https://x.example')])).toEqual([])
    expect(problemsAcross([live, issuer('same', 'staging', ' https://ID.example// ')])).toEqual([])
    const gone = issuer('gone', 'production', 'https://x.example', { state: 'deleted' })
    expect(problemsAcross([gone, trial])).toEqual([])
  })
})

describe('certificates', () => {
  const until = (ends: Record<string, string[]>, more: Parameters<typeof radarProject>[1] = {}) =>
    radarProject(
      { saml: Object.keys(ends).map((id) => samlEntry(id)) },
      {
        certificateEnds: new Map(Object.entries(ends).map(([id, all]) => [`saml:${id}`, all])),
        ...more,
      },
    )

  test('the next end is the soonest of the longest of each connection that people can use', () => {
    const ends = {
      a: ['2027-03-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
      b: ['2027-02-01T00:00:00.000Z'],
      over: ['2026-01-01T00:00:00.000Z'],
      none: [],
      off: ['2026-12-01T00:00:00.000Z'],
    }
    expect(nextEnd(until(ends, { states: { 'saml:off': 'disabled' } }))).toEqual({
      target: { kind: 'connection', key: 'saml:b' },
      name: 'Label of b',
      of: 'certificate',
      when: '2027-02-01T00:00:00.000Z',
    })
    const sooner = { ...ends, b: ['2027-04-01T00:00:00.000Z'] }
    const off = { states: { 'saml:off': 'disabled' } } as const
    expect(nextEnd(until(sooner, off))?.name).toBe('Label of a')
    expect(nextEnd(until({ x: ends.b, y: ends.b }))?.name).toBe('Label of x')
    expect(nextEnd(radarProject({ oidc: [connection('c')] }))).toBeUndefined()
    expect(nextEnd(until({ over: [now] }))).toBeUndefined()
    expect(nextEnd(until({}))).toBeUndefined()
  })

  test('what Ory tells of the ends counts before what was read', () => {
    const told = radarProject(
      { saml: [samlEntry('s', { valid_to: ['Jan 01 00:00:00 2030 GMT', 'odd'] })] },
      { certificateEnds: new Map([['saml:s', ['2028-01-01T00:00:00.000Z']]]) },
    )
    expect(nextEnd(told)?.when).toBe('2030-01-01T00:00:00.000Z')
  })

  test.each([
    ['2026-11-27T13:00:00.000Z', 'Certificate expires today'],
    ['2026-11-28T12:00:00.000Z', 'Certificate expires tomorrow'],
    ['2026-11-29T12:00:00.000Z', 'Certificate expires in 2 days'],
    ['2026-11-27T11:00:00.000Z', 'Certificate expired today'],
    ['2026-11-26T12:00:00.000Z', 'Certificate expired yesterday'],
    ['2026-11-25T12:00:00.000Z', 'Certificate expired 2 days ago'],
  ])('with an end at %s are told as “%s”', (end, title) => {
    const found = [...problemsByRule(until({ s: [end] }))].flat()
    expect(found.map((item) => attentionState(item, now).title)).toContain(title)
    expect(found[0]).toMatchObject({ field: 'raw_idp_metadata_xml', when: end })
    expect(found[0]?.id).toContain(end)
  })
})

describe('what is found of a connection', () => {
  const check = (...steps: CheckReport['steps']): Parameters<typeof radarProject>[1] => ({
    checks: {
      'oidc:c': { connectionKey: 'oidc:c', address: '', at: now, verdict: 'bad', steps },
    },
  })

  test('is the first step of a check that failed, how many more there are, and what fixes it', () => {
    const oidc = [connection('c')]
    const fix = { field: 'issuer_url', value: 'x' }
    const steps = [
      { id: 'resolve', status: 'warning', text: 'Slow' },
      { id: 'tls', status: 'failed', text: 'Old' },
      { id: 'issuer', status: 'failed', text: 'Other', fix },
    ] as const
    expect(findingsOf('check-failed', radarProject({ oidc }, check(...steps)))).toMatchObject([
      {
        severity: 'error',
        message: expect.stringMatching(/: Old \(and 1 more\)$/),
        field: 'issuer_url',
        when: now,
        facts: ['tls', 'issuer'],
      },
    ])
    const one = radarProject({ oidc }, check(steps[1]))
    expect(messages('check-failed', one)[0]).toMatch(/: Old$/)
    expect(messages('check-failed', radarProject({ oidc }, check()))).toEqual([
      'It found something wrong',
    ])
    const off = radarProject({ oidc }, { ...check(steps[1]), states: { 'oidc:c': 'disabled' } })
    expect(findingsOf('check-failed', off)).toMatchObject([{ severity: 'info' }])
  })

  test('is a method that is off, with all connections that people miss', () => {
    const methods = { oidc: { enabled: false }, saml: { enabled: false } }
    const setUp = {
      ...setUpOf(
        snapshotOf({
          oidc: [connection('c'), connection('d'), connection('e')],
          saml: [samlEntry('s')],
        }),
      ),
      methods,
    }
    const found = findingsOf(
      'method-off',
      radarProject({}, { setUp, states: { 'oidc:d': 'disabled' } }),
    )
    expect(found).toMatchObject([
      {
        name: 'All OIDC connections',
        message: 'OIDC is off, so none of its 2 connections is offered',
        facts: ['oidc:c', 'oidc:e'],
      },
      { message: 'SAML is off, so its only connection is not offered', facts: ['saml:s'] },
    ])
    expect(found[0]?.id).toMatch(/\|oidc$/)
  })

  test.each([
    ['http://id.example', true],
    ['HTTP://id.example', true],
    ['http://user@id.example:80/x', true],
    ['http://localhost.example', true],
    ['http://127.0.0.example', true],
    ['https://id.example', false],
    ['xhttp://id.example', false],
    ['http://localhost', false],
    ['http://127.0.0.1:4000', false],
    ['http://me.localhost/x', false],
    ['http://LOCALHOST', false],
    ['http://user@localhost', false],
  ])('is whether others can read the address %s: %s', (issuer, is) => {
    const oidc = [connection('c', { issuer_url: issuer })]
    const found = findingsOf('http-issuer', radarProject({ oidc }))
    expect(found.length === 1).toBe(is)
    if (is) expect(found[0]?.edit?.edits[0]?.value).toMatch(/^https:\/\/(user@)?\w/)
  })

  test('is open to all where it is that of an organization, whoever of them is above its host', () => {
    const organizations = [organization('a', 'a.example')]
    const of = (more: JsonObject) =>
      findingsOf('social-domain', radarProject({ organizations, oidc: [connection('c', more)] }))
    expect(of({ issuer_url: 'https://x.y.A.example:8443/z' })).toMatchObject([
      { field: 'issuer_url', facts: ['a'], severity: 'warning' },
    ])
    expect(
      of({ issuer_url: 'https://other.example', microsoft_tenant: 'A.example' }),
    ).toMatchObject([{ field: 'microsoft_tenant', facts: ['a'] }])
    expect(of({ issuer_url: 'https://example' })).toEqual([])
    expect(of({ issuer_url: 'see https://a.example' })).toEqual([])
    // What is above all domains is nobody's.
    const top = radarProject({
      organizations: [organization('a', 'example')],
      oidc: [connection('c')],
    })
    expect(findingsOf('social-domain', top)).toEqual([])
    const saml = [samlEntry('s', { issuer_url: 'https://a.example' })]
    expect(findingsOf('social-domain', radarProject({ organizations, saml }))).toEqual([])
  })

  test('is what it lacks, told apart in words that stay', () => {
    const oidc = [connection('c', { issuer_url: '' }), connection('d'), connection('d')]
    expect(findingsOf('cannot-sign-in', radarProject({ oidc })).map(({ id }) => id)).toEqual([
      expect.stringMatching(/\|connection:oidc:c\|It has no Issuer URL$/),
      expect.stringMatching(/\|A connection before it has the same ID, and Ory uses that one$/),
    ])
  })

  test('is a kind that nobody knows, or none', () => {
    const of = (provider: string) =>
      messages('unknown-provider', radarProject({ oidc: [connection('c', { provider })] }))
    expect(of('')).toEqual(['It has no kind of provider'])
    expect(of('google')).toEqual([])
  })

  test('is how many of its cases fail, with the names of the first', () => {
    const failing = (...names: string[]) =>
      findingsOf(
        'cases-failing',
        radarProject({ oidc: [connection('c')] }, { failingCases: new Map([['oidc:c', names]]) }),
      )
    expect(failing('A')).toMatchObject([{ message: '1 saved case fails: “A”', facts: ['A'] }])
    expect(failing('A', 'B', 'C', 'D')).toMatchObject([
      { message: '4 saved cases fail: “A”, “B”, “C” and 1 more', field: 'mapper_url' },
    ])
  })

  test('is what was found in its mapper, each finding a fact', () => {
    const found = (severity: 'error' | 'warning', count: number) =>
      findingsOf(
        'mapper-findings',
        radarProject(
          { oidc: [connection('c')] },
          { remarks: new Map([['oidc:c', { severity, count, first: 'F' }]]) },
        ),
      )
    expect(found('error', 1)).toMatchObject([
      { message: 'F', facts: ['remark 1'], severity: 'error', field: 'mapper_url' },
    ])
    // Another mapper is another finding.
    expect(found('error', 1)[0]?.id).toMatch(/\|[0-9a-f]{64,}$/)
    expect(found('warning', 2)[0]?.facts).toEqual(['remark 1', 'remark 2'])
    const badges = (['error', 'warning'] as const).map(
      (severity) => attentionState(found(severity, 1)[0]!, now).badge,
    )
    expect(badges).toEqual(['Mapper error', 'Mapper warning'])
  })
})

describe('what is found of an organization', () => {
  test('names up to three of what it rests on, and why nobody gets in', () => {
    const domains = ['a.example', 'b.example', 'c.example', 'd.example']
    const project = radarProject({
      organizations: [organization('o', ...domains)],
      oidc: [own('c', 'o', { issuer_url: '' }), own('d', 'o', { issuer_url: '' })],
    })
    expect(findingsOf('lock-out', project)).toMatchObject([
      {
        message:
          'People of a.example, b.example, c.example and 1 more cannot sign in: “Label of c” cannot work: It has no Issuer URL (and 1 more)',
        facts: domains,
        severity: 'error',
      },
    ])
    const setUp = {
      ...setUpOf(
        snapshotOf({ organizations: [organization('o', 'a.example')], oidc: [own('c', 'o')] }),
      ),
      methods: { oidc: { enabled: false }, saml: { enabled: false } },
    }
    expect(messages('lock-out', radarProject({}, { setUp }))).toEqual([
      'People of a.example cannot sign in: “Label of c” is not offered: its sign-in method is off',
    ])
  })

  test('is each other one that has its domain, and no remedy where all or none let people in', () => {
    const organizations = ['a', 'b', 'c'].map((id) => organization(id, 'x.example'))
    const found = findingsOf('domain-twice', radarProject({ organizations }))
    expect(found.map(({ facts, edit }) => [facts, edit])).toEqual([
      [['b', 'c'], undefined],
      [['a', 'c'], undefined],
      [['a', 'b'], undefined],
    ])
    expect(found[0]).toMatchObject({ field: 'domains', severity: 'error' })
    expect(found[0]?.id).toMatch(/\|x\.example$/)
  })

  test('is one above its domain, unless that is its own as well', () => {
    const found = (...organizations: JsonObject[]) =>
      findingsOf('domain-below', radarProject({ organizations }))
    expect(
      found(
        organization('a', 'x.example'),
        organization('b', 'x.example'),
        organization('c', 'y.x.example'),
      ),
    ).toMatchObject([
      {
        message:
          'y.x.example lies below x.example of “Org a”, “Org b”: each takes its own people only',
        facts: ['x.example a', 'x.example b'],
        severity: 'info',
        field: 'domains',
      },
    ])
    expect(found(organization('a', 'x.example', 'y.x.example'))).toEqual([])
    expect(
      found(organization('a', 'x.example', 'y.x.example'), organization('b', 'x.example')),
    ).toEqual([])
  })

  test('is told of what somebody else changed, and of a draft that nobody went on with', () => {
    const moved = (how: 'added' | 'removed', fields: string[] = []) => ({
      target: { kind: 'organization', key: 'o' } as const,
      label: 'O',
      how,
      fields,
    })
    const drift = (more: number) => ({
      since: '2026-11-26',
      until: '2026-11-27',
      moved: [moved('added'), moved('removed', ['label', 'domains'])],
      more,
    })
    expect(messages('changed-elsewhere', radarProject({}, { drift: drift(0) }))).toEqual([
      'It was added outside of this app',
      'It was removed outside of this app: Label, Domains',
    ])
    expect(findingsOf('changed-elsewhere', radarProject({}, { drift: drift(1) }))[2]).toMatchObject(
      {
        message: '1 more was changed outside of this app',
        when: '2026-11-27',
        name: '',
      },
    )
    const draft = (changes: number, baseRevisionId: string) =>
      findingsOf(
        'stale-draft',
        radarProject(
          {},
          { draft: { changes, editedAt: '2026-11-12T12:00:00.000Z', baseRevisionId } },
        ),
      )
    expect(draft(0, 'revision-1')).toEqual([])
    expect(draft(1, 'revision-1')).toMatchObject([
      { severity: 'info', message: 'The draft with 1 change was last edited 15 days ago' },
    ])
    expect(draft(2, 'older')).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringMatching(/, and the project has changed since$/),
      },
    ])
  })

  test('is told of a whole write with the first connections of it', () => {
    const of = (...connections: string[]) =>
      messages(
        'whole-write',
        radarProject(
          { oidc: ['a', 'b', 'c', 'd', 'e'].map((id) => connection(id)) },
          { wholeWrites: [{ sign: 'order', since: now, until: now, connections }] },
        ),
      )
    expect(of()).toEqual(['Connections are in another order'])
    expect(of('oidc:b', 'oidc:c', 'oidc:d', 'oidc:e')).toEqual([
      'Connections are in another order (“Label of b”, “Label of c”, “Label of d”)',
    ])
  })
})

describe('a domain', () => {
  test('has labels and a whole of a certain length', () => {
    const label = 'x'.repeat(63)
    expect(isEmailDomain(`${label}.example`)).toBe(true)
    expect(isEmailDomain(`${label}x.example`)).toBe(false)
    const long = (end: number) => `${`${label}.`.repeat(3)}${'y'.repeat(end)}`
    expect([isEmailDomain(long(61)), isEmailDomain(long(62))]).toEqual([true, false])
    expect(['A.Example', 'a-.example', 'a.b-'].map(isEmailDomain)).toEqual([true, false, false])
  })

  test.each([
    [' https://user@Customer.example:8443/x?y#z ', 'customer.example'],
    [' customer.example ', 'customer.example'],
    [' https://customer.example', 'customer.example'],
    ['customer.mail://x.example', 'customer.mail'],
    ['customer.example?x', 'customer.example'],
    ['customer.example#x', 'customer.example'],
    ['..customer.example..', 'customer.example'],
    ['a@b@customer.example', undefined],
    ['xn--bcher-kva.example/', 'xn--bcher-kva.example'],
  ])('that “%s” means is %s', (text, domain) => expect(betterDomain(text)).toBe(domain))

  test('is claimed by organizations that are there, each once', () => {
    const snapshot = snapshotOf({
      organizations: [
        organization('a', 'X.example', 'X.example'),
        organization('b', 'x.example'),
        organization('c', 'x.example'),
      ],
    })
    const { intents } = draftWith(snapshot, [
      { kind: 'delete-organization', key: 'c', connections: 'detach' },
    ])
    const claims = claimedDomains(workingCopy(snapshot, intents).organizations)
    expect(
      [...claims].map(([domain, all]) => [domain, all.map(({ target }) => target.key)]),
    ).toEqual([['x.example', ['a', 'b']]])
    const problems = (fields: JsonObject) =>
      organizationProblems(
        { target: { kind: 'organization', key: 'b' }, fields: { label: 'B', ...fields } },
        claims,
      ).map(({ rule, severity, message }) => [rule, severity, message])
    expect(problems({ domains: ['x.example'] })).toEqual([
      ['domain-twice', 'warning', '“x.example” also belongs to Org a'],
    ])
    expect(problems({ domains: ['y.example', 'y.example', 'no'] })).toEqual([
      ['value-refused', 'error', '“y.example” is listed twice'],
      ['value-refused', 'error', '“no” is not a domain such as customer.example'],
    ])
    expect(problems({ domains: ['y.example ', 'xn--.example '] })).toEqual(
      ['y.example ', 'xn--.example '].map((domain) => [
        'value-refused',
        'error',
        `“${domain}” is not a domain such as customer.example`,
      ]),
    )
    expect(problems({ label: ' ' })).toEqual([['value-refused', 'error', 'Enter a label']])
    const nameless = [{ target: { kind: 'organization', key: 'z' }, fields: {} }] as never
    const other = organizationProblems(
      {
        target: { kind: 'organization', key: 'b' },
        fields: { label: 'B', domains: ['x.example'] },
      },
      new Map([['x.example', nameless]]),
    )
    expect(other[0]?.message).toBe('“x.example” also belongs to another organization')
  })
})
