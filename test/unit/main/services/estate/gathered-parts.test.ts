import { describe, expect, it } from 'vitest'
import type { MapperUse } from '../../../../../src/core/mapper/texts/entry'
import type { Gathered } from '../../../../../src/main/services/estate/channel'
import { fromParts, inParts } from '../../../../../src/main/services/estate/gathered-parts'

const use = (index: number): MapperUse => ({
  projectId: 'project' as never,
  connectionKey: `oidc:connection-${index}`,
  label: `Connection ${index}, “quoted”\u2028`,
  ...(index % 2 === 0 ? { organization: 'Pebble', organizationKey: 'pebble' } : {}),
  kind: 'generic',
  state: 'server',
  ambiguous: false,
})

/** As many mappers, each with as many uses and domains. */
const gathered = (mappers: number, each: number): Gathered => ({
  entries: Array.from({ length: mappers }, (_item, index) => ({
    id: `mapper-${index}`,
    address: `base64://${index}`,
    text: `{ index: ${index} }`,
    uses: Array.from({ length: each }, (_use, at) => use(at)),
    near: [{ id: `mapper-${index + 1}`, same: false }],
  })),
  places: Array.from({ length: mappers }, (_item, index) => ({
    entryId: `mapper-${index}`,
    projectId: 'project',
    situations: [
      {
        provider: 'generic',
        domains: Array.from({ length: each }, (_domain, at) => `d${at}.example`),
      },
    ],
    schema: 0,
  })) as never,
  schemas: [{ type: 'object' }],
  read: ['project' as never],
  schemaless: [],
})

describe('what is gathered', () => {
  it.each([
    [0, 0],
    [1, 0],
    [3, 2],
    [1200, 1],
    [2, 3000],
  ])(
    'of %i mappers with %i uses each is the same after its way in parts',
    async (mappers, each) => {
      const whole = gathered(mappers, each)
      expect(await fromParts(inParts(whole))).toEqual(whole)
    },
  )

  it('has parts of a bounded size, however many mappers there are', () => {
    const { entries, places } = inParts(gathered(2000, 3))
    for (const parts of [entries, places]) {
      expect(parts.length).toBeGreaterThan(10)
      for (const part of parts) expect(JSON.parse(part).length).toBeLessThan(200)
    }
  })
})
