import { expect, test } from 'vitest'
import { createPeopleCounter } from '../../../src/core/people/count-people'
import { usualPaths } from '../../../src/core/people/person'
import { createApiClient } from '../../../src/main/api/client'
import { createTransportLoader } from '../../../src/main/api/dispatcher'
import { listIdentities, listSessions } from '../../../src/main/api/endpoints/people'
import { newChain, readChain } from '../../../src/main/services/people/read-chain'
import { kratosPath, register, startKratos } from '../../support/runner/kratos'
import { value } from '../../support/services/main-services'

test.skipIf(kratosPath === undefined)(
  'people of a real Kratos are counted over its pages',
  async () => {
    const kratos = await startKratos(kratosPath ?? '')
    const transport = createTransportLoader({})
    try {
      const isReady = () =>
        fetch(`${kratos.admin}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        )
      await expect.poll(isReady, { timeout: 30_000 }).toBe(true)
      const people = ['ada@a.example', 'bela@A.example', 'cleo@b.example']
      for (const email of people) await register(kratos, email)
      const counter = createPeopleCounter({
        organizations: [],
        connections: [],
        domains: ['a.example'],
        pathsOf: () => usualPaths,
        readAt: new Date(Date.now() + 60_000).toISOString(),
      })
      const client = createApiClient({ transport, userAgent: 'test/1' })
      const access = { host: { origin: kratos.admin, base: '' }, projectKey: 'it-takes-any' }
      const lists = [
        { list: listIdentities, add: counter.addIdentities },
        { list: listSessions, add: counter.addSessions },
      ]
      for (const { list, add } of lists) {
        const chain = newChain()
        const ended = await readChain(
          chain,
          (token) => list(client, access, { token, pageSize: 1 }),
          add,
        )
        expect(value(ended)).toBe('whole')
        expect(chain.entries).toBe(people.length)
      }
      expect(counter.counts(true)).toMatchObject({
        people: 3,
        domains: { 'a.example': { outside: 2 } },
      })
    } finally {
      await transport.close()
      await kratos.close()
    }
  },
  60_000,
)
