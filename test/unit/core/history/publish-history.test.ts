import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutSecrets } from '../../../../src/core/history/publish-history'
import { secretStandIn } from '../../../../src/core/publish/publish-plan'
import { keptDocument } from '../../../../src/core/history/recorded-entities'
import type { JsonValue } from '../../../../src/core/model/json'

const canary = 'canary-4711'
const names = fc.constantFrom('client_secret', 'apple_private_key')

describe('what is kept holds no secret', () => {
  test('in members, in operations on them, in whole entries, and wherever else its text stands', () => {
    const place: fc.Arbitrary<JsonValue> = fc.oneof(
      names.map((name) => ({ [name]: canary })),
      names.map((name) => ({ op: 'replace', path: `/providers/3/${name}`, value: canary })),
      names.map((name) => ({
        op: 'add',
        path: '/providers/-',
        value: { id: 'x', [name]: canary },
      })),
      fc.constant({ message: `The value ${canary} was refused` }),
      fc.constant({ reason: [canary, { deep: { er: canary } }] }),
    )
    fc.assert(
      fc.property(fc.array(place), fc.jsonValue(), (places, other) => {
        const kept = withoutSecrets([...places, other as JsonValue], [canary])
        expect(JSON.stringify(kept)).not.toContain(canary)
      }),
    )
  })

  test('all else is as it was', () => {
    const body: JsonValue = [
      { op: 'replace', path: '/a/label', value: 'client_secret' },
      { id: 'x', list: [1] },
    ]
    expect(withoutSecrets(body, ['', canary])).toEqual(body)
  })

  test('references of a draft are told as what stands for a secret', () => {
    expect(withoutSecrets({ client_id: 'x', other: { $secret: 'ref' } })).toEqual({
      client_id: 'x',
      other: secretStandIn,
    })
  })

  test('documents are without their secret members', () => {
    expect(keptDocument({ id: 'x', client_secret: '...', apple_private_key: '' })).toEqual({
      id: 'x',
    })
  })
})
