import fc from 'fast-check'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { secretStandIn } from '../../../../../src/core/publish/publish-plan'
import { demoIds } from '../../../../emulator'
import type { RequestInput } from '../../../../../src/core/ipc/contract'
import { createLongAnswers } from '../../../../../src/main/concurrency/long-answers'
import { createRouter, type Handlers } from '../../../../../src/main/ipc/router'
import { createLogger } from '../../../../../src/main/log/logger'
import { createPortalLinksService } from '../../../../../src/main/services/portal-links/portal-links'
import { hidden } from '../../../../../src/core/fields/hidden-text'
import { draftOf, startBench, value, type Bench } from '../../../../support/services/main-services'
import { anySecret, secretForms, shownPieces } from '../../../../support/texts/secret-forms'

const project = demoIds.northwindStaging
const target = { kind: 'connection', key: 'oidc:pilot-keycloak' } as const
const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13'

async function filesOf({ folder, files }: Bench): Promise<string[]> {
  await files.flush()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  )
}

/** Every text in a value, and the value as text. */
function textsIn(answer: unknown): string[] {
  const texts = [JSON.stringify(answer)]
  JSON.stringify(answer, (_name, item: unknown) => {
    if (typeof item === 'string') texts.push(item)
    return item
  })
  return texts
}

test('a secret that a server quotes gets no further than the client, by whatever way and in whatever form', async () => {
  const bench = await startBench()
  const { emulator, publishing, publishHistory, projects, secrets } = bench
  const log = createLogger({ folder: join(bench.folder, 'logs'), now: () => new Date(0), secrets })
  const router = createRouter({
    longAnswers: createLongAnswers(),
    handlers: {
      'draft.publish': (input: RequestInput<'draft.publish'>) => publishing.publish(input),
    } as unknown as Handlers,
    origin: 'app://workbench',
    log,
  })
  const sender = { id: 1, isMainFrame: true, origin: 'app://workbench' }
  let count = 0

  await fc.assert(
    fc.asyncProperty(
      anySecret,
      fc.constantFrom(...Object.keys(secretForms)),
      fc.constantFrom('error', 'warning', 'lost'),
      async (secret, form, way) => {
        count += 1
        value(await projects.putSecret(project, reference, secret))
        const { shown } = await draftOf(bench, project, [
          { kind: 'set-field', target, field: 'client_secret', value: { $secret: reference } },
          { kind: 'set-field', target, field: 'label', value: `Label ${count}` },
        ])
        const said = `the server says ${secretForms[form]!(secret)} of it`
        const rule = { operation: 'patchProjectWithRevision', times: 1 }
        if (way === 'warning') emulator.fault({ ...rule, warnings: [{ code: 1, message: said }] })
        else {
          const body = { error: { code: 400, message: said, debug: said, request: said } }
          emulator.fault({ ...rule, status: way === 'error' ? 400 : 500, times: 9, body })
        }
        const input = { projectId: bench.id(project), shown, excluded: [] }
        const answer = await router.request(sender, 'draft.publish', input, `call-${count}`)
        log.error(`it went wrong with ${secret}`, { given: [secret, { deep: said }] })
        await log.flush()
        emulator.clearFaults()

        const [entry] = value(await publishHistory.list(project))
        const place = { projectId: project, id: entry!.id }
        const record = value(await publishHistory.read(place))
        const file = value(await publishHistory.file(place))
        const stored = await filesOf(bench)
        expect(JSON.stringify(answer)).toContain(hidden)
        expect(JSON.stringify(record)).toContain('the server says')
        for (const text of [...textsIn([answer, record]), file.text, ...stored]) {
          expect(shownPieces(text, secret)).toEqual([])
        }
        value(await bench.trash.discardDraft(project))
        value(await bench.trash.empty())
      },
    ),
    { numRuns: 17 },
  )
})

test('a short secret leaves the history readable, and is not in it', async () => {
  const bench = await startBench()
  value(await bench.projects.putSecret(project, reference, 'an'))
  const { shown } = await draftOf(bench, project, [
    { kind: 'set-field', target, field: 'client_secret', value: { $secret: reference } },
    { kind: 'set-field', target, field: 'label', value: 'Bananas and cranes' },
  ])
  value(await bench.publishing.publish({ projectId: project, shown, excluded: [] }))
  const [entry] = value(await bench.publishHistory.list(project))
  const record = value(await bench.publishHistory.read({ projectId: project, id: entry!.id }))
  const operations = record.requests[0]?.body as { path: string; value: string }[]
  expect(operations.map((item) => item.value).toSorted()).toEqual([
    secretStandIn,
    'Bananas and cranes',
  ])
})

test('values of portal links are secrets too', async () => {
  const bench = await startBench()
  const clipboard = { writeSecret: () => Promise.resolve() }
  const service = bench.named(createPortalLinksService({ ...bench, clipboard }))
  const snapshot = value(await bench.projects.read(project, {}))
  const place = { projectId: project, organizationId: String(snapshot.organizations[0]?.['id']) }
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const link = { enableSso: true, enableScim: false, expiresAt, mapperUrls: {} }
  value(await service.create({ ...place, link }))
  const stored = bench.emulator.state().projects.find(({ id }) => id === project)
  const secret = String(stored?.portal_links?.[0]?.['value'])
  expect(secret.length).toBeGreaterThan(8)
  bench.emulator.fault({
    operation: 'getOrganizationOnboardingPortalLinks',
    status: 400,
    times: 9,
    body: {
      error: { code: 400, message: `the link https://host.example/?token=${secret} is old` },
    },
  })
  const listed = await service.list(place)
  expect(listed).toMatchObject({
    error: { message: `the link https://host.example/?token=${hidden} is old` },
  })
})

test('what the keychain gives and takes is known as a secret before anything is sent', async () => {
  const bench = await startBench()
  const { store, secrets } = bench
  value(await store.set('draft:p:r', 'typed into a form'))
  value(
    await store.set(
      'workspace:w',
      '{"v":1,"origin":"https://api.example.com","key":"ory_wak_abc123"}',
    ),
  )
  expect(secrets.scrub('typed into a form')).toBe(hidden)
  expect(secrets.scrub('https://api.example.com refused "ory_wak_abc123"')).toBe(
    `https://api.example.com refused "${hidden}"`,
  )
})
