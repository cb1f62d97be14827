import { expect, it, test } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { defaultMapper } from '../../../../src/core/mapper/template/default-mapper'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../../src/core/model/json'
import { factsOf } from '../../../../src/core/radar/across'
import {
  radarRules,
  worseFirst,
  type RadarFinding,
  type RadarRule,
} from '../../../../src/core/radar/finding'
import { findingsAcross, findingsByRule } from '../../../../src/core/radar/radar'
import { ruleWords } from '../../../../src/core/radar/rule-words'
import { silencesOf } from '../../../../src/core/radar/silence'
import type { RadarProject } from '../../../../src/core/radar/project'
import { organizationEntry as organization, radarProject, samlEntry } from '../../../support/radar'
import { connection, snapshotOf } from '../../../support/snapshots'

const own = (id: string, organizationId: string, more: JsonObject = {}) =>
  connection(id, { organization_id: organizationId, ...more })

const findingsIn = (project: RadarProject) => [...findingsByRule(project)].flat()
function of(rule: RadarRule, project: RadarProject): RadarFinding[] {
  return findingsIn(project).filter((finding) => finding.rule === rule)
}
const short = ({ target, message }: RadarFinding) => [target?.key, message]

/** A planted case and a near miss of each rule over one project. */
const planted: readonly {
  readonly rule: RadarRule
  readonly found: RadarProject
  readonly expected: readonly unknown[]
  readonly miss: RadarProject
}[] = [
  {
    rule: 'lock-out',
    found: radarProject({ organizations: [organization('a', 'a.example', 'b.example')] }),
    expected: [['a', 'People of a.example, b.example cannot sign in: it has no connection']],
    // Without a domain nobody is sent to it.
    miss: radarProject({ organizations: [organization('a')] }),
  },
  {
    rule: 'lock-out',
    found: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [own('c', 'a', { issuer_url: '' })],
    }),
    expected: [
      ['a', 'People of a.example cannot sign in: “Label of c” cannot work: It has no Issuer URL'],
    ],
    miss: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [own('c', 'a', { issuer_url: '' }), own('d', 'a')],
    }),
  },
  {
    rule: 'method-off',
    found: radarProject(
      {},
      {
        setUp: {
          ...setUpOf(snapshotOf({ oidc: [connection('c')] })),
          methods: { oidc: { enabled: false }, saml: { enabled: false } },
        },
      },
    ),
    expected: [['oidc:c', 'OIDC is off, so none of its 1 connection is offered']],
    miss: radarProject({ oidc: [connection('c')] }),
  },
  {
    rule: 'certificate-expired',
    found: radarProject({
      saml: [
        samlEntry('s', { valid_to: ['Jan 01 00:00:00 2020 GMT', 'Nov 26 12:00:00 2026 GMT'] }),
      ],
    }),
    expected: [['saml:s', 'The signing certificate has ended. Expired 1 day ago, on 2026-11-26']],
    // The next certificate is in the metadata already.
    miss: radarProject({
      saml: [
        samlEntry('s', { valid_to: ['Nov 26 12:00:00 2026 GMT', 'Jun 10 09:16:40 2038 GMT'] }),
      ],
    }),
  },
  {
    rule: 'certificate-expiring',
    found: radarProject(
      { saml: [samlEntry('s')] },
      { certificateEnds: new Map([['saml:s', ['2026-12-27T12:00:00.000Z']]]) },
    ),
    expected: [
      ['saml:s', 'The signing certificate ends within 30 days. Expires in 30 days, on 2026-12-27'],
    ],
    miss: radarProject(
      { saml: [samlEntry('s')] },
      { certificateEnds: new Map([['saml:s', ['2026-12-27T12:00:01.000Z']]]) },
    ),
  },
  {
    rule: 'organization-gone',
    found: radarProject({ organizations: [organization('b')], oidc: [own('c', 'a')] }),
    expected: [['oidc:c', 'Its organization a does not exist: nobody is offered this connection']],
    miss: radarProject({
      organizations: [organization('a')],
      oidc: [own('c', 'a'), connection('d')],
    }),
  },
  {
    rule: 'domain-twice',
    found: radarProject({
      organizations: [organization('a', 'A.example'), organization('b', 'a.example')],
    }),
    expected: [
      ['a', 'a.example also belongs to “Org b”'],
      ['b', 'a.example also belongs to “Org a”'],
    ],
    // Twice in one organization is claimed once; a sub-domain is another domain.
    miss: radarProject({
      organizations: [
        organization('a', 'a.example', 'A.example'),
        organization('b', 'x.a.example'),
      ],
    }),
  },
  {
    rule: 'domain-below',
    found: radarProject({
      organizations: [organization('a', 'a.example'), organization('b', 'x.y.a.example')],
    }),
    expected: [
      ['b', 'x.y.a.example lies below a.example of “Org a”: each takes its own people only'],
    ],
    miss: radarProject({
      organizations: [
        organization('a', 'a.example', 'x.a.example'),
        organization('b', 'xa.example'),
      ],
    }),
  },
  {
    rule: 'social-domain',
    found: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [
        connection('c', { issuer_url: 'https://login.a.example/realm' }),
        connection('m', { provider: 'microsoft', issuer_url: '', microsoft_tenant: 'A.example' }),
      ],
    }),
    expected: [
      ['oidc:c', 'It is offered to everybody, and login.a.example belongs to “Org a”'],
      ['oidc:m', 'It is offered to everybody, and a.example belongs to “Org a”'],
    ],
    miss: radarProject({
      organizations: [organization('a', 'a.example')],
      oidc: [
        own('c', 'a', { issuer_url: 'https://login.a.example' }),
        connection('d', { issuer_url: 'https://nota.example' }),
        connection('m', { provider: 'microsoft', issuer_url: '', microsoft_tenant: 'common' }),
      ],
    }),
  },
  {
    rule: 'http-issuer',
    found: radarProject({ oidc: [connection('c', { issuer_url: 'http://id.example/x' })] }),
    expected: [['oidc:c', 'The issuer is asked without encryption: http://id.example/x']],
    miss: radarProject({
      oidc: [
        connection('c', { issuer_url: 'https://http.example' }),
        connection('d', { issuer_url: 'http://localhost:4444' }),
      ],
    }),
  },
  {
    rule: 'unknown-provider',
    found: radarProject({ oidc: [connection('c', { provider: 'okta' })] }),
    expected: [['oidc:c', 'This version does not know the kind of provider “okta”']],
    miss: radarProject({ oidc: [connection('c', { provider: 'x' })], saml: [samlEntry('s')] }),
  },
  {
    rule: 'mapper-findings',
    found: radarProject(
      { oidc: [connection('c')] },
      { remarks: new Map([['oidc:c', { severity: 'warning', count: 3, first: 'It may fail' }]]) },
    ),
    expected: [['oidc:c', 'It may fail (3 findings in all)']],
    miss: radarProject(
      { oidc: [connection('c')] },
      { remarks: new Map([['oidc:c', { severity: 'info', count: 1, first: 'A remark' }]]) },
    ),
  },
  {
    rule: 'cases-failing',
    found: radarProject(
      { oidc: [connection('c')] },
      { failingCases: new Map([['oidc:c', ['Ada', 'Grace']]]) },
    ),
    expected: [['oidc:c', '2 saved cases fail: “Ada”, “Grace”']],
    miss: radarProject({ oidc: [connection('c')] }, { failingCases: new Map([['oidc:c', []]]) }),
  },
  {
    rule: 'default-mapper',
    found: radarProject({
      oidc: [connection('c', { mapper_url: toMapperUrl(defaultMapper('oidc', 'generic')) })],
    }),
    expected: [['oidc:c', 'It has the mapper with which a connection begins']],
    miss: radarProject({
      oidc: [connection('c', { mapper_url: toMapperUrl(`${defaultMapper('oidc', 'generic')} `) })],
    }),
  },
  {
    rule: 'whole-write',
    found: radarProject(
      { oidc: [connection('c')] },
      {
        wholeWrites: [
          {
            sign: 'secrets',
            since: '2026-11-26T12:00:00.000Z',
            until: '2026-11-27T12:00:00.000Z',
            connections: ['oidc:c'],
          },
        ],
      },
    ),
    expected: [
      [undefined, 'Client secrets that the server showed to have are shown no more (“Label of c”)'],
    ],
    miss: radarProject({ oidc: [connection('c')] }),
  },
  {
    rule: 'changed-elsewhere',
    found: radarProject(
      {},
      {
        drift: {
          since: '2026-11-26T12:00:00.000Z',
          until: '2026-11-27T12:00:00.000Z',
          moved: [
            {
              target: { kind: 'connection', key: 'oidc:c' },
              label: 'C',
              how: 'changed',
              fields: ['issuer_url', 'x_unknown'],
            },
          ],
          more: 4,
        },
      },
    ),
    expected: [
      ['oidc:c', 'It was changed outside of this app: Issuer URL'],
      [undefined, '4 more entities were changed outside of this app'],
    ],
    miss: radarProject({}),
  },
  {
    rule: 'stale-draft',
    found: radarProject(
      {},
      { draft: { changes: 2, editedAt: '2026-11-13T12:00:00.000Z', baseRevisionId: 'revision-1' } },
    ),
    expected: [[undefined, 'The draft with 2 changes was last edited 14 days ago']],
    miss: radarProject(
      {},
      { draft: { changes: 2, editedAt: '2026-11-13T12:00:01.000Z', baseRevisionId: 'revision-1' } },
    ),
  },
]

test.each(planted)('$rule: what is planted is found, and a near miss is not', (each) => {
  const { rule, found, expected, miss } = each
  expect(of(rule, found).map(short)).toEqual(expected)
  expect(of(rule, miss)).toEqual([])
})

const project = (
  id: string,
  environment: 'production' | 'staging',
  parts: Parameters<typeof radarProject>[0],
  workspaceId = 'w',
) => factsOf(radarProject(parts, { summary: { id, name: id, environment, workspaceId } }))

it('finds a domain that several projects of one environment claim', () => {
  const live = project('one', 'production', { organizations: [organization('a', 'a.example')] })
  const same = project('two', 'production', { organizations: [organization('b', 'A.example')] })
  const other = project('three', 'staging', { organizations: [organization('c', 'a.example')] })
  expect(
    findingsAcross([live, same, other]).map((item) => [item.projectId, ...short(item)]),
  ).toEqual([
    ['one', 'a', 'a.example also belongs to “Org b” in two, in the same environment'],
    ['two', 'b', 'a.example also belongs to “Org a” in one, in the same environment'],
  ])
  expect(findingsAcross([live, other])).toEqual([])
})

it('finds an issuer that is another one in production', () => {
  const parts = (issuer: string) => ({ oidc: [connection('c', { issuer_url: issuer })] })
  const live = project('live', 'production', parts('https://id.example'))
  const trial = project('trial', 'staging', parts('https://trial.example'))
  const same = project('same', 'staging', parts('https://ID.example/'))
  const foreign = project('foreign', 'staging', parts('https://trial.example'), 'elsewhere')
  expect(findingsAcross([trial, live, same, foreign])).toMatchObject([
    {
      projectId: 'trial',
      field: 'issuer_url',
      target: { key: 'oidc:c' },
      message: 'Its issuer is https://trial.example; live has https://id.example under the same ID',
    },
  ])
})

it('has words for each rule and a planted case', () => {
  expect(Object.keys(ruleWords).toSorted()).toEqual([...radarRules].toSorted())
  const tried = new Set<RadarRule>([
    ...planted.map(({ rule }) => rule),
    'domain-elsewhere',
    'issuer-differs',
  ])
  expect(radarRules.filter((rule) => !tried.has(rule))).toEqual([])
})

it('gives each finding an id of its own, which stays', () => {
  const found = planted.flatMap((each) => findingsIn(each.found))
  for (const each of planted) {
    const ids = findingsIn(each.found).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      findingsIn({ ...each.found, now: '2026-11-27T13:00:00.000Z' }).map(({ id }) => id),
    ).toEqual(ids)
  }
  expect(found.every(({ projectId }) => projectId !== '')).toBe(true)
})

it('offers to change an issuer to https, and to leave a domain with who lets people in', () => {
  const [issuer] = of('http-issuer', planted.find(({ rule }) => rule === 'http-issuer')!.found)
  expect(issuer?.edit).toMatchObject({
    edits: [{ kind: 'set-field', field: 'issuer_url', value: 'https://id.example/x' }],
  })
  const twice = of(
    'domain-twice',
    radarProject({
      organizations: [
        organization('a', 'keep.example', 'a.example'),
        organization('b', 'a.example'),
      ],
      oidc: [own('c', 'b')],
    }),
  )
  expect(twice.map(({ target, edit }) => [target?.key, edit])).toEqual([
    [
      'a',
      {
        label: 'Remove a.example from Org a',
        edits: [
          {
            kind: 'set-field',
            target: { kind: 'organization', key: 'a' },
            field: 'domains',
            value: ['keep.example'],
          },
        ],
      },
    ],
    ['b', undefined],
  ])
})

it('puts the worst first: by severity, environment, rule, project and name', () => {
  const projects = new Map(
    (['production', 'staging'] as const).map((environment) => [
      environment,
      { name: environment, environment },
    ]),
  )
  const item = (
    projectId: string,
    rule: RadarRule,
    severity: RadarFinding['severity'],
    name: string,
  ) => ({ id: name, rule, severity, projectId, name, message: '' }) as const
  const sorted = [
    item('staging', 'lock-out', 'error', 'c'),
    item('production', 'default-mapper', 'info', 'e'),
    item('production', 'domain-twice', 'error', 'b'),
    item('production', 'lock-out', 'error', 'a2'),
    item('production', 'lock-out', 'error', 'a1'),
    item('staging', 'http-issuer', 'warning', 'd'),
  ].toSorted(worseFirst(projects))
  expect(sorted.map(({ name }) => name)).toEqual(['a1', 'a2', 'b', 'c', 'd', 'e'])
})

it('finds nothing in a deleted project', () => {
  const deleted = radarProject(
    { organizations: [organization('a', 'a.example')] },
    { summary: { state: 'deleted' } },
  )
  expect(findingsIn(deleted)).toEqual([])
})

it('keeps a finding silent until the end of a day', () => {
  const [finding] = findingsIn(planted[0]!.found)
  const silence = {
    id: finding?.id ?? '',
    projectId: 'p',
    reason: 'In March',
    until: '2026-11-27',
    at: '2026-11-01T00:00:00.000Z',
  }
  const silences = [silence, { ...silence, id: 'other' }]
  const found = findingsIn(planted[0]!.found)
  expect([...silencesOf(found, silences, '2026-11-27T23:59:59.000Z').keys()]).toEqual([finding?.id])
  expect(silencesOf(found, silences, '2026-11-28T00:00:00.000Z').size).toBe(0)
})
