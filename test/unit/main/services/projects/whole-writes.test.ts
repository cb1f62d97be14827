import { describe, expect, it } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { demoIds, type EmulatorOptions } from '../../../../emulator'
import { createPortalLinksService } from '../../../../../src/main/services/portal-links/portal-links'
import {
  draftOf,
  outcomeOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { fieldEdit } from '../../../../support/states/field-edit'

const projectId = demoIds.northwindStaging
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const okta = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const

const read = async (bench: Bench) => value(await bench.projects.read(projectId, {}))
const told = async (bench: Bench) => ((await read(bench)).wholeWrites ?? []).map(({ sign }) => sign)

/** What `ory get identity-config` and then `ory update identity-config` send. */
async function writeBack(bench: Bench, change = (_project: any): void => {}): Promise<number> {
  const address = `${bench.emulator.apiAddress}/projects/${projectId}`
  const headers = { authorization: `Bearer ${bench.apiKey}` }
  const project: any = await (await fetch(address, { headers })).json()
  const { name, cors_public, cors_admin, organizations, services } = project
  const body = { name, cors_public, cors_admin, organizations, services }
  change(body)
  return (await fetch(address, { method: 'PUT', headers, body: JSON.stringify(body) })).status
}
const providers = (project: any): any[] =>
  project.services.identity.config.selfservice.methods.oidc.config.providers

/** As a tool writes them that keeps them in an order of its own. */
function reverseProviders(project: any): void {
  const { config } = project.services.identity.config.selfservice.methods.oidc
  config.providers = config.providers.toReversed()
}

const set = (field: string, to: any): Edit => fieldEdit(okta, field, to)

async function publish(bench: Bench, edits: readonly Edit[], lost = false) {
  value(await bench.projects.putSecret(projectId, reference, 'a-new-secret'))
  const { shown, snapshot, draft } = await draftOf(bench, projectId, edits)
  const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
  if (lost) {
    bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 3, drop: 'after' })
    const answer = value(await bench.publishing.publish(input))
    expect(answer.kind).toBe('stopped')
    bench.emulator.clearFaults()
    return
  }
  outcomeOf(await bench.publishing.publish(input), 'published')
}

describe('a configuration that was written back as it was read', () => {
  const readings: EmulatorOptions[] = [
    { secretsWrittenBack: 'kept' },
    { secretsWrittenBack: 'emptied' },
    { secretsWrittenBack: 'masked' },
    { secretsReadAs: 'empty' },
    { secretsReadAs: 'masked' },
    { secretsReadAs: 'empty', secretsWrittenBack: 'kept', unshownWrittenBack: 'kept' },
    { disabledInDocument: 'shown', secretsWrittenBack: 'emptied' },
    { disabledInDocument: 'absent', secretsWrittenBack: 'emptied' },
  ]
  it.each(readings)('is told with %j', async (options) => {
    const bench = await startBench(options)
    expect(await told(bench)).toEqual([])
    expect(await writeBack(bench)).toBe(200)
    expect(await told(bench)).toEqual(['unseen'])
  })

  it('is told with the connections where the server shows that it has their secrets no more', async () => {
    const bench = await startBench({ secretsReadAs: 'masked', secretsWrittenBack: 'emptied' })
    await read(bench)
    await writeBack(bench)
    const { wholeWrites } = await read(bench)
    const connections = providers(bench.emulator.project(projectId)).map(({ id }) => `oidc:${id}`)
    expect(wholeWrites).toMatchObject([{ sign: 'secrets', connections }])
    // A secret that is typed anew and published is there again, and what was told stays to be seen.
    await publish(bench, [set('client_secret', { $secret: reference })])
    expect(await told(bench)).toEqual(['secrets'])
    expect(JSON.stringify(await read(bench))).not.toContain('**')
  })

  it('is not where the server refused it', async () => {
    const bench = await startBench({ secretsWrittenBack: 'refused' })
    await read(bench)
    expect(await writeBack(bench)).toBe(400)
    expect(await told(bench)).toEqual([])
  })

  it('is told once it has another order, or a connection less known to the app', async () => {
    const bench = await startBench({ secretsWrittenBack: 'emptied' })
    await read(bench)
    await writeBack(bench, reverseProviders)
    expect(await told(bench)).toEqual(['order'])
    value(await bench.projects.noteWholeWrites(projectId))
    expect(await told(bench)).toEqual([])
    bench.emulator.edit(({ projects }) => {
      const own = projects.find(({ id }) => id === projectId)
      providers(own)[0]['x_rollout'] = 'kept by Ory'
    })
    expect(await told(bench)).toEqual([])
    await writeBack(bench, (project) => providers(project).forEach((item) => delete item.x_rollout))
    expect(await told(bench)).toEqual(['members'])
  })
})

describe('what this app does itself is not told', () => {
  const options: EmulatorOptions[] = [
    {},
    { organizationWritesMoveRevision: false },
    { organizationRequests: 'gone' },
    { staleReadsAfterWrite: 2 },
    { secretsReadAs: 'masked', disabledInDocument: 'absent' },
  ]
  it.each(options)('a publish of everything, with %j', async (given) => {
    const bench = await startBench(given)
    const organization = {
      kind: 'organization',
      key: '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8',
    } as const
    await publish(bench, [
      set('client_secret', { $secret: reference }),
      { kind: 'set-field', target: organization, field: 'label', value: 'Renamed' },
      { kind: 'delete-connection', key: 'oidc:pilot-keycloak' },
    ])
    for (const _look of [1, 2, 3]) expect(await told(bench)).toEqual([])
  })

  it.each(options)('an organization alone, with %j', async (given) => {
    const bench = await startBench(given)
    const target = { kind: 'organization', key: '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8' } as const
    await publish(bench, [{ kind: 'set-field', target, field: 'label', value: 'Renamed' }])
    for (const _look of [1, 2, 3]) expect(await told(bench)).toEqual([])
  })

  it('a secret alone, whether it was answered or the answer was lost', async () => {
    const answered = await startBench()
    await publish(answered, [set('client_secret', { $secret: reference })])
    expect(await told(answered)).toEqual([])
    const lost = await startBench({}, { sleep: () => Promise.resolve() })
    await publish(lost, [set('client_secret', { $secret: reference })], true)
    expect(await told(lost)).toEqual([])
  })

  it('a connection that was deleted and is recreated', async () => {
    const bench = await startBench()
    await publish(bench, [{ kind: 'delete-connection', key: okta.key }])
    expect(await told(bench)).toEqual([])
    const entry = (await read(bench)).former?.find(({ key }) => key === okta.key)?.entity ?? {}
    await publish(bench, [
      {
        kind: 'create-connection',
        key: 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000011',
        protocol: 'oidc',
        fields: { ...entry, client_secret: { $secret: reference } },
      },
    ])
    expect(await told(bench)).toEqual([])
  })

  it('portal links', async () => {
    const bench = await startBench()
    const { organizations } = await read(bench)
    const place = { projectId, organizationId: String(organizations[0]?.['id']) }
    const clipboard = { writeSecret: () => Promise.resolve() }
    const links = bench.named(createPortalLinksService({ ...bench, clipboard }))
    const expiresAt = new Date(Date.now() + 7 * 86_400_000).toISOString()
    value(
      await links.create({
        ...place,
        link: { enableSso: true, enableScim: false, expiresAt, mapperUrls: {} },
      }),
    )
    expect(await told(bench)).toEqual([])
  })
})

describe('a publish', () => {
  it('that finds one goes on with what was shown, and tells', async () => {
    const bench = await startBench({ secretsWrittenBack: 'emptied' })
    const { shown } = await draftOf(bench, projectId, [set('label', 'Mine')])
    await writeBack(bench)
    const answer = await bench.publishing.publish({ projectId, excluded: [], shown })
    const { snapshot } = outcomeOf(answer, 'published')
    expect(snapshot.wholeWrites).toMatchObject([{ sign: 'unseen', connections: [] }])
    expect(await told(bench)).toEqual(['unseen'])
    // It is on disk, and stays until a person has seen it.
    const opened = value(await bench.projects.open(projectId))
    expect(opened.snapshot?.wholeWrites).toHaveLength(1)
    value(await bench.projects.noteWholeWrites(projectId))
    expect(value(await bench.projects.open(projectId)).snapshot?.wholeWrites).toBeUndefined()
    expect(await told(bench)).toEqual([])
  })

  it('that would send another body than was shown sends nothing, and tells', async () => {
    const bench = await startBench({ secretsWrittenBack: 'emptied' })
    const { shown } = await draftOf(bench, projectId, [set('label', 'Mine')])
    await writeBack(bench, (project) => providers(project).push(providers(project).shift()))
    bench.emulator.clearRequests()
    const answer = await bench.publishing.publish({ projectId, excluded: [], shown })
    const { snapshot } = outcomeOf(answer, 'review-again')
    expect(snapshot.wholeWrites).toMatchObject([{ sign: 'order' }])
    expect(bench.emulator.requests().every(({ method }) => method === 'GET')).toBe(true)
  })
})
