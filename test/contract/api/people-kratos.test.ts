import { expect, test } from 'vitest'
import { success } from '../../../src/core/errors/result'
import { createPeopleCounter } from '../../../src/core/people/count-people'
import { usualPaths } from '../../../src/core/people/person'
import { createApiClient } from '../../../src/main/api/client'
import { createTransportLoader } from '../../../src/main/api/dispatcher'
import { listIdentities, listSessions } from '../../../src/main/api/endpoints/people'
import { newChain, readChain, type ChainPage } from '../../../src/main/services/people/read-chain'
import { readPeoplePage, type PageReading } from '../../../src/main/services/people/read-page'
import { kratosPath, register, startKratos } from '../../support/runner/kratos'
import { value } from '../../support/services/main-services'

type Entries = Extract<PageReading, { readonly ok: true }> & ChainPage

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
        readAt: new Date(Date.now() + 60_000).toISOString(),
      })
      const client = createApiClient({ transport, userAgent: 'test/1' })
      const access = { host: { origin: kratos.admin, base: '' }, projectKey: 'it-takes-any' }
      const lists = [
        {
          list: listIdentities,
          what: { what: 'identities', paths: { schemas: new Map(), usual: usualPaths } },
          add: (page: Entries) => counter.addPeople(page.people),
        },
        {
          list: listSessions,
          what: { what: 'sessions' },
          add: (page: Entries) => counter.addSessions(page.sessions),
        },
      ] as const
      for (const { list, what, add } of lists) {
        const chain = newChain()
        const ended = await readChain<Entries>(
          chain,
          async (token) => {
            const page = value(await list(client, access, { token, pageSize: 1 }))
            const reading = readPeoplePage({ ...page, ...what })
            if (!reading.ok) throw new Error(reading.why)
            return success({ ...page, ...reading })
          },
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
