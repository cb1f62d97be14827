import { expect, it, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/model/json'
import { factsOf } from '../../../../src/core/problems/known-project'
import { worseFirst, type ProjectProblem } from '../../../../src/core/problems/problem'
import { problemsAcross, problemsByRule } from '../../../../src/core/problems/find'
import { ruleOf, rules, type RuleId } from '../../../../src/core/problems/rules'
import { silencesOf } from '../../../../src/core/problems/silence'
import type { KnownProject } from '../../../../src/core/problems/known-project'
import { planted } from '../../../support/states/radar-planted'
import { organizationEntry as organization, radarProject } from '../../../support/states/radar'
import { connection } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const own = (id: string, organizationId: string, more: JsonObject = {}) =>
  connection(id, { organization_id: organizationId, ...more })

const findingsIn = (project: KnownProject) => [...problemsByRule(project)].flat()
function of(rule: RuleId, project: KnownProject): ProjectProblem[] {
  return findingsIn(project).filter((finding) => finding.rule === rule)
}
const short = ({ target, message }: ProjectProblem) => [target?.key, message]

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
) =>
  factsOf(radarProject(parts, { summary: { id: id as never, name: id, environment, workspaceId } }))

it('finds a domain that several projects of one environment claim', () => {
  const live = project('one', 'production', { organizations: [organization('a', 'a.example')] })
  const same = project('two', 'production', { organizations: [organization('b', 'A.example')] })
  const other = project('three', 'staging', { organizations: [organization('c', 'a.example')] })
  expect(
    problemsAcross([live, same, other]).map((item) => [item.projectId, ...short(item)]),
  ).toEqual([
    ['one', 'a', 'a.example also belongs to “Org b” in two, in the same environment'],
    ['two', 'b', 'a.example also belongs to “Org a” in one, in the same environment'],
  ])
  expect(problemsAcross([live, other])).toEqual([])
})

it('finds an issuer that is another one in production', () => {
  const parts = (issuer: string) => ({ oidc: [connection('c', { issuer_url: issuer })] })
  const live = project('live', 'production', parts('https://id.example'))
  const trial = project('trial', 'staging', parts('https://trial.example'))
  const same = project('same', 'staging', parts('https://ID.example/'))
  const foreign = project('foreign', 'staging', parts('https://trial.example'), 'elsewhere')
  expect(problemsAcross([trial, live, same, foreign])).toMatchObject([
    {
      projectId: 'trial',
      field: 'issuer_url',
      target: { key: 'oidc:c' },
      message: 'Its issuer is https://trial.example; live has https://id.example under the same ID',
    },
  ])
})

it('has a planted case of each rule over projects', () => {
  const tried = new Set<RuleId>([
    ...planted.map(({ rule }) => rule),
    'domain-elsewhere',
    'issuer-differs',
  ])
  const finding = rules.filter(({ inProject, across }) => inProject ?? across)
  expect(finding.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})

it('knows every rule by its id, and no other', () => {
  for (const each of rules) expect(ruleOf(each.id)).toBe(each)
  expect(() => ruleOf('none' as never)).toThrow('There is no rule none')
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
  expect(found.every(({ projectId }) => (projectId as string) !== '')).toBe(true)
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
        edits: [fieldEdit({ kind: 'organization', key: 'a' }, 'domains', ['keep.example'])],
      },
    ],
    ['b', undefined],
  ])
})

it('puts the most urgent first: by environment, severity, rule, time, project and name', () => {
  const projects = new Map(
    (['production', 'staging'] as const).map((environment) => [
      environment,
      { name: environment, environment },
    ]),
  )
  const item = (
    projectId: string,
    rule: RuleId,
    severity: ProjectProblem['severity'],
    name: string,
  ) => ({ id: name, rule, severity, projectId, name, message: '' }) as const
  const sorted = [
    item('staging', 'lock-out', 'error', 'c'),
    item('production', 'default-mapper', 'info', 'e'),
    item('production', 'domain-twice', 'error', 'b'),
    item('production', 'lock-out', 'error', 'a2'),
    item('production', 'lock-out', 'error', 'a1'),
    item('staging', 'http-issuer', 'warning', 'd'),
  ].toSorted(worseFirst(projects) as never)
  expect(sorted.map(({ name }) => name)).toEqual(['a1', 'a2', 'b', 'e', 'c', 'd'])
})

it('takes an ended certificate less seriously where the connection is disabled', () => {
  const expired = planted.filter(({ rule }) => rule === 'certificate-expired')
  const severities = expired.flatMap(({ rule, found }) => of(rule, found))
  expect(severities.map(({ severity }) => severity)).toEqual(['error', 'info'])
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
    facts: [...(finding?.facts ?? [])],
    severity: finding?.severity ?? 'info',
  }
  const silences = [silence, { ...silence, id: 'other' }]
  const found = findingsIn(planted[0]!.found)
  expect([...silencesOf(found, silences, '2026-11-27T23:59:59.000Z').keys()]).toEqual([finding?.id])
  expect(silencesOf(found, silences, '2026-11-28T00:00:00.000Z').size).toBe(0)
})
