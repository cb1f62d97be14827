import { afterAll, describe, expect, test } from 'vitest'
import { requests, type RequestName } from '../../../src/core/ipc/contract'
import type { Result } from '../../../src/core/errors/result'
import { faultKinds, type FaultKind } from '../../emulator'
import {
  createPortalLinksService,
  type PortalLinksService,
} from '../../../src/main/services/portal-links/portal-links'
import { startBench, value, type Bench } from '../../support/services/main-services'
import { sampled } from '../../soak/size'
import { projectId } from './scenarios'

const days = (count: number) =>
  new Date(Date.now() + count * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z')
const forms = { first: days(7), later: days(30) }

type LinkWrite = Extract<RequestName, `portal-link.${'create' | 'update' | 'delete'}`>
interface Place {
  readonly projectId: string
  readonly organizationId: string
}
/** What a write does, and whether the links are as if it had been done. */
interface Write {
  readonly operation: string
  run(service: PortalLinksService, place: Place, linkId: string): Promise<Result<unknown>>
  isDone(links: readonly Record<string, unknown>[], linkId: string): boolean
}

const writes: Readonly<Record<LinkWrite, Write>> = {
  'portal-link.create': {
    operation: 'createOrganizationOnboardingPortalLink',
    run: (service, place) =>
      service.create({
        ...place,
        link: { enableSso: true, enableScim: true, expiresAt: forms.later, mapperUrls: {} },
      } as never),
    isDone: (links) => links.length === 2,
  },
  'portal-link.update': {
    operation: 'updateOrganizationOnboardingPortalLink',
    run: (service, place, linkId) =>
      service.update({
        ...place,
        linkId,
        enableSso: true,
        enableScim: true,
        expiresAt: forms.later,
      } as never),
    isDone: (links) => links[0]?.['enable_scim'] === true,
  },
  'portal-link.delete': {
    operation: 'deleteOrganizationOnboardingPortalLink',
    run: (service, place, linkId) => service.delete({ ...place, linkId } as never),
    isDone: (links, linkId) => !links.some(({ id }) => id === linkId),
  },
}

/** Every request of the contract that changes links has its row. */
const inContract = Object.keys(requests).filter(
  (name) => name.startsWith('portal-link.') && !/\.(list|copy)$/.test(name),
)

function linksOf(bench: Bench): Record<string, unknown>[] {
  const project = bench.emulator.state().projects.find(({ id }) => id === projectId)
  return (project?.portal_links ?? []) as unknown as Record<string, unknown>[]
}

let cells = 0
afterAll(() => {
  console.log(
    `portal links: ${cells} cells, ${inContract.length} writes × ${faultKinds.length} faults`,
  )
})

test('every write of the contract has its row', () => {
  expect(Object.keys(writes).toSorted()).toEqual(inContract.toSorted())
})

async function runCell(write: Write, fault: FaultKind): Promise<void> {
  const bench = await startBench()
  const clipboard = { writeSecret: async () => {} }
  const service = bench.named(createPortalLinksService({ ...bench, clipboard }))
  const snapshot = value(await bench.projects.read(projectId, {}))
  const place = { projectId, organizationId: String(snapshot.organizations[0]?.['id']) }
  const link = { enableSso: true, enableScim: false, expiresAt: forms.first, mapperUrls: {} }
  const made = value(await service.create({ ...place, link }))
  const before = JSON.stringify(linksOf(bench))
  const others = (text: string) =>
    JSON.parse(text, (name, item) =>
      name === 'portal_links' || name === 'updated_at' ? undefined : item,
    )
  const around = others(JSON.stringify(bench.emulator.state()))

  const hit = bench.emulator.fault({ ...fault.rule, operation: write.operation })
  const result = await write.run(service, place, made.link.id)
  expect(hit.hits()).toBeGreaterThan(0)
  bench.emulator.clearFaults()
  const after = linksOf(bench)
  const done = write.isDone(after, made.link.id)
  // All of it once, or nothing of it.
  if (!done) expect(JSON.stringify(after)).toBe(before)
  expect(after.length).toBeLessThanOrEqual(2)
  if (fault.effect === 'full') expect(done).toBe(true)
  // A success is never claimed for what is not there.
  if (result.ok) expect(done).toBe(true)
  expect(others(JSON.stringify(bench.emulator.state()))).toEqual(around)
  cells += 1
}

// All cells in the long run; in `npm test` every fourth, each write with other faults.
describe.each(Object.values(writes).map((write, at) => ({ ...write, at })))(
  '$operation',
  (write) => {
    test.each(sampled(faultKinds, 4, write.at))('$name', (fault) => runCell(write, fault))
  },
)
