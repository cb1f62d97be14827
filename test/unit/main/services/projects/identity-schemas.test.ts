import { beforeEach, describe, expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { demoIds } from '../../../../emulator'
import {
  createIdentitySchemas,
  type IdentitySchemas,
} from '../../../../../src/main/services/projects/identity-schemas'
import { startBench, value, type Bench } from '../../../../support/services/main-services'
import { snapshotOf } from '../../../../support/states/snapshots'

const { northwindProduction, northwindStaging } = demoIds
let bench: Bench
let schemas: IdentitySchemas

beforeEach(async () => {
  bench = await startBench()
  schemas = createIdentitySchemas(bench)
  for (const id of [northwindProduction, northwindStaging]) value(await bench.projects.read(id, {}))
})

describe('identity schemas of a project', () => {
  it('are those of its configuration, the default one first', async () => {
    const list = value(await schemas.list(northwindProduction))
    expect(list.map(({ from, isDefault }) => [from, isDefault])).toEqual([
      ['storage', true],
      ['preset', false],
      ['preset', false],
    ])
  })

  it('are read from where Ory stores them, by their hash', async () => {
    const [own] = value(await schemas.list(northwindProduction))
    const text = value(await schemas.read(northwindProduction, own?.id ?? ''))
    expect(JSON.parse(text)).toMatchObject({ title: 'Person' })
    const schema = await schemas.readDefault(northwindProduction)
    expect(schema?.['properties']).toHaveProperty('traits')
  })

  it('that are Ory’s presets are known without asking', async () => {
    const before = bench.emulator.requests().length
    expect(JSON.parse(value(await schemas.read(northwindStaging, 'preset://basic')))).toMatchObject(
      {
        properties: { traits: { required: ['email'] } },
      },
    )
    expect(bench.emulator.requests().length).toBe(before)
  })

  it('that lie elsewhere are not asked for', async () => {
    const schema = (id: string, url: string) => ({ id, url })
    const project = {
      services: {
        identity: {
          config: {
            identity: {
              default_schema_id: 'inline',
              schemas: [
                schema('far', 'https://schemas.example/person.json'),
                schema('inline', toMapperUrl('{"title":"x"}')),
                { id: 'broken' },
                7,
              ],
            },
          },
        },
      },
    }
    const snapshots = { read: () => Promise.resolve(success({ ...snapshotOf({}), project })) }
    const own = createIdentitySchemas({ ...bench, files: { ...bench.files, snapshots } as never })
    expect(value(await own.list('p' as never)).map(({ id, from }) => [id, from])).toEqual([
      ['inline', 'inline'],
      ['far', 'elsewhere'],
    ])
    expect(await own.read('p' as never, 'far')).toMatchObject({
      error: { code: 'schema.address-refused' },
    })
    expect(await own.read('p' as never, 'none')).toMatchObject({
      error: { code: 'request.invalid' },
    })
    expect(await own.readDefault(northwindProduction)).toEqual({ title: 'x' })
  })
})
