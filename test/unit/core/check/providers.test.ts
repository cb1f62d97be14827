import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  claimsStep,
  endpointsStep,
  pkceStep,
  scopesStep,
} from '../../../../src/core/check/discovery'
import { issuerStep } from '../../../../src/core/check/issuer'
import { keysStep, selectKeys } from '../../../../src/core/check/keys'
import { checkTarget } from '../../../../src/core/check/target'
import type { JsonObject } from '../../../../src/core/model/json'

interface Fixture {
  readonly about: string
  readonly fields: JsonObject
  readonly document: JsonObject
  readonly keys: JsonObject[]
  readonly expect: Record<string, string>
}

const folder = new URL('../../../fixtures/discovery/', import.meta.url)
const names = readdirSync(folder)
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Fixture

function stepsOf({ fields, document, keys }: Fixture) {
  const target = checkTarget({ protocol: 'oidc', fields })
  if (target.kind !== 'discovery') throw new Error(`${target.step.text} is nothing to read`)
  const selection = selectKeys({ keys }, document)
  return [
    issuerStep(target.use, document['issuer']),
    endpointsStep(document, target.use, fields),
    pkceStep(document, fields),
    scopesStep(document, target.use, fields),
    claimsStep(document, fields),
    keysStep(selection, selection?.candidates.length ?? 0),
  ]
}

test.each(names)('the document of %s is judged as Go’s library and the product do', (name) => {
  const fixture = read(name)
  const found = Object.fromEntries(stepsOf(fixture).map(({ id, status }) => [id, status]))
  expect(found, fixture.about).toEqual(fixture.expect)
})

test('there are twenty documents and more', () => {
  expect(names.length).toBeGreaterThanOrEqual(20)
})

test('B2C’s issuer without a policy is not offered as a value: it has no document', () => {
  const step = stepsOf(read('entra-b2c-default.json'))[0]
  expect(step?.fix).toBeUndefined()
  expect(step?.remedy).toContain(
    'https://alderworks.b2clogin.com/tfp/5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01/b2c_1_signin/v2.0/',
  )
})
