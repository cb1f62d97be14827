import { expect, test } from 'vitest'
import type { ProjectId } from '../../../../../src/core/model/project-id'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import { createPeopleKeys } from '../../../../../src/main/services/people/people-keys'
import { value } from '../../../../support/services/main-services'

const uuid = '7cccc4a1-89ff-44f8-9bdb-d78458387e4c'
const one: ProjectId = `https://api.one.example/projects/${uuid}`
const other: ProjectId = `https://api.other.example/projects/${uuid}`
const hostOf = (name: string) => ({ origin: `https://slug.${name}.example`, base: '' })

test('two servers with the same project id have a key each, which goes to its own host alone', async () => {
  const store = createMemoryStore()
  const keys = createPeopleKeys(() => Promise.resolve(store))
  value(await keys.keep(one, hostOf('one'), 'ory_apikey_one'))
  expect([await keys.has(one), await keys.has(other)]).toEqual([true, false])
  expect(await keys.read(other, hostOf('other'))).toMatchObject({
    error: { code: 'people.no-key' },
  })
  value(await keys.keep(other, hostOf('other'), 'ory_apikey_other'))
  expect(value(await keys.read(one, hostOf('one')))).toBe('ory_apikey_one')
  expect(await keys.read(one, hostOf('other'))).toMatchObject({
    error: { code: 'secret.other-address' },
  })
  expect((await keys.all()).toSorted()).toEqual([one, other])
  value(await keys.forget(one))
  expect(value(await keys.read(other, hostOf('other')))).toBe('ory_apikey_other')
})
