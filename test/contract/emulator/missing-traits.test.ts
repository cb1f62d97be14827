import { expect, it } from 'vitest'
import { createEvaluateMapper } from '../../../src/main/compose-demo'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const text = JSON.stringify({
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: { type: 'string', format: 'email' },
        name: { type: 'object', properties: { first: { type: 'string' } }, required: ['first'] },
      },
      required: ['email', 'name'],
    },
  },
})
const evaluate = (traits: object) =>
  createEvaluateMapper(engine)({
    mapper: JSON.stringify({ identity: { traits } }),
    claims: {},
    schema: { id: 'own', text },
  })

it('passes a test sign-in whose mapper sets no value for required traits, and names them', async () => {
  const report = await evaluate({ email: 'ada@customer.example', name: {} })
  expect(report).toMatchObject({ problems: [], missing: ['/traits/name/first'] })
  expect(report.error).toBeUndefined()
})

it('fails it for a trait that does not fit, with the missing ones beside', async () => {
  expect(await evaluate({ email: 'no address' })).toMatchObject({
    error: { step: 'schema_validate', reason: 'traits_invalid' },
    problems: [{ path: '/traits/email' }],
    missing: ['/traits/name/first'],
  })
})
