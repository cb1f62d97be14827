import { describe, expect, it } from 'vitest'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import { presetSchemas } from '../../../../../src/core/mapper/kratos/preset-schemas'
import { providerClaims } from '../../../../../src/core/mapper/kratos/provider-claims'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import type { ClaimsSample } from '../../../../../src/core/mapper/samples/sample'
import { suggestTemplate } from '../../../../../src/core/mapper/template/suggest-template'
import type { MapperTemplate } from '../../../../../src/core/mapper/template/template'
import { writeTemplate } from '../../../../../src/core/mapper/template/write-template'
import type { JsonObject } from '../../../../../src/core/model/json'
import { runMapper } from '../../../../../src/main/mapper/run'
import { readSamples } from '../../../../support/mapping/samples'
import { outcomeOf } from './template-oracle'
import { isLong, sampled } from '../../../../soak/size'
import { useEngine } from '../../../../support/mapping/use-engine'

const engine = useEngine()

const files = readSamples()
const samplesOf = (kind: string) =>
  files
    .filter((file) => file.kind === kind)
    .flatMap(({ samples }) => samples)
    .filter(({ stops }) => stops !== true)

/** A schema as companies have it, beside the presets. */
const company: JsonObject = {
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        username: {
          type: 'string',
          'ory.sh/kratos': { credentials: { password: { identifier: true } } },
        },
        name: {
          type: 'object',
          properties: { first: { type: 'string' }, last: { type: 'string' } },
          required: ['first'],
          additionalProperties: false,
        },
        email: { type: 'string', format: 'email' },
        display_name: { type: 'string' },
        groups: { type: 'array', items: { type: 'string' } },
        roles: { type: 'array', items: { type: 'string' } },
        department: { type: 'string' },
        picture: { type: 'string', format: 'uri' },
        email_verified: { type: 'boolean' },
        updated_at: { type: 'integer' },
      },
      required: ['email', 'username', 'name'],
      additionalProperties: false,
    },
  },
}

const schemas: readonly [string, JsonObject][] = [
  ...Object.entries(presetSchemas),
  ['a company’s', company],
]
/** Templates are made from samples under all schemas in the long version, else under the first and the last. */
const schemasForSamples = isLong ? schemas : [...schemas.slice(0, 1), ...schemas.slice(-1)]
/** Every kind in the long version, else one of three. */
const kinds = sampled(Array.from(providerClaims.keys()), 3)

function claimsOf(kind: string, sample: ClaimsSample): JsonObject {
  const normalised = normaliseClaims(kind, sample.payload)
  if (!normalised.ok) throw new Error(`${sample.id}: ${normalised.error.message}`)
  return normalised.value.claims
}

async function expectGood(
  template: MapperTemplate,
  kind: string,
  schema: JsonObject,
  samples: readonly ClaimsSample[],
) {
  const text = writeTemplate(template)
  const findings = lintMapper(text, { provider: kind, schema })
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(await engine.format(text, 'mapper.jsonnet')).toEqual({ ok: true, value: text })
  for (const sample of samples) {
    const run = await runMapper(engine, {
      text,
      fileName: 'mapper.jsonnet',
      claims: { mode: 'provider', kind, payload: sample.payload },
      schema: JSON.stringify(schema),
    })
    expect(run.mapped, `${sample.id}: ${run.error?.message}\n${text}`).toBeDefined()
    const claims = claimsOf(kind, sample)
    const wrong = (run.schemaProblems ?? []).filter(({ missing, path }) => {
      const mapping = template.traits.find((item) => item.path.join('.') === path.join('.'))
      return !missing || (mapping && outcomeOf(mapping, claims) !== 'absent')
    })
    expect({ sample: sample.id, wrong }).toEqual({ sample: sample.id, wrong: [] })
  }
}

describe.each(kinds)('what is suggested for %s', (kind) => {
  it('there are samples', () => {
    expect(samplesOf(kind).length).toBeGreaterThan(0)
  })

  it.each(schemas)('passes its samples with the schema %s', async (_name, schema) => {
    const samples = sampled(samplesOf(kind), 2)
    await expectGood(suggestTemplate({ kind, schema }), kind, schema, samples)
  })

  it.each(schemasForSamples)(
    'made from a sample passes that sample with the schema %s',
    async (_name, schema) => {
      for (const sample of samplesOf(kind)) {
        const template = suggestTemplate({ kind, schema, claims: claimsOf(kind, sample) })
        await expectGood(template, kind, schema, [sample])
      }
    },
  )

  it('without a schema takes the address alone', async () => {
    const template = suggestTemplate({ kind })
    expect(template.traits.map(({ path }) => path)).toEqual([['email']])
    await expectGood(template, kind, {}, samplesOf(kind))
  })
})
