import { expect, it } from 'vitest'
import type { People } from '../../../../../src/emulator/state/people'
import { providersIn } from '../../../../../src/emulator/state/project-document'
import { createRandom } from '../../../../emulator/random'
import { plainCounts, randomPeople } from '../../../../support/states/people'
import { value } from '../../../../support/services/main-services'
import { never, peopleProject, startPeople } from '../../../../support/services/people'

/** Faults that a read goes over. */
const passing = [
  { status: 429 },
  { status: 503 },
  { html: true },
  { drop: 'before' },
  { truncate: 'cut-off' },
] as const

it('over 100 random states, with faults in between, counts are those of a plain count', async () => {
  let people: People = { identities: [], sessions: [] }
  const bench = await startPeople({ people: () => people })
  const key = await bench.ownKey()
  const { signal } = { signal: never() }
  value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, { signal }))
  const project = bench.emulator.state().projects.find(({ id }) => id === peopleProject) as any
  const organizations = project.organizations.map(({ id, domains }: any) => ({ id, domains }))
  const connections = ['oidc', 'saml'].flatMap((method) =>
    providersIn(project.services, method as 'oidc').map(({ id }) => `${method}:${String(id)}`),
  )
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = createRandom(seed)
    // Most states are small; every tenth has pages.
    const most = seed % 10 === 0 ? 1600 : 40
    people = randomPeople({ random, organizations, now: Date.now(), most })
    for (const operation of ['listIdentities', 'listSessions']) {
      const fault = passing[Math.floor(random() * passing.length)]
      if (fault && random() < 0.7) bench.emulator.fault({ operation, times: 2, ...fault })
    }
    const read = value(await bench.service.read(bench.byKept, { signal }))
    bench.emulator.clearFaults()
    if (read.kind !== 'read') throw new Error('It was declined')
    const { readAt, isWhole, ...counts } = read.counts
    expect({ isWhole, ended: read.ended }, `seed ${seed}`).toEqual({
      isWhole: true,
      ended: 'whole',
    })
    const plain = plainCounts(people as never, { organizations, connections }, readAt)
    expect(counts, `seed ${seed}`).toEqual(plain)
  }
})
