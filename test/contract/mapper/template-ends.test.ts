import { describe, expect, it } from 'vitest'
import { identifierKeyword } from '../../../src/core/mapper/kratos/identifier-keyword'
import { presetSchemas } from '../../../src/core/mapper/kratos/preset-schemas'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import { suggestTemplate } from '../../../src/core/mapper/template/suggest-template'
import { writeTemplate } from '../../../src/core/mapper/template/write-template'
import type { JsonObject } from '../../../src/core/model/json'
import { runMapper } from '../../../src/main/mapper/run'
import { sampled } from '../../soak/size'
import { signInSamples, readSamples } from '../../support/mapping/samples'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const text = (format?: string): JsonObject => ({ type: 'string', ...(format ? { format } : {}) })
const list = (items: JsonObject): JsonObject => ({ type: 'array', items })
const schemaOf = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties: { traits: { type: 'object', properties, additionalProperties: false } },
})

/** Identity schemas with a trait of each kind that mappers fill. */
const schemas: Readonly<Record<string, JsonObject>> = {
  ...presetSchemas,
  formats: schemaOf({
    email: { ...text('email'), [identifierKeyword]: { verification: { via: 'email' } } },
    phone: { ...text('tel'), [identifierKeyword]: { verification: { via: 'sms' } } },
    website: text('uri'),
    picture: text('uri'),
    profile: text('uri-reference'),
    birthdate: text('date'),
    updated_at: text('date-time'),
    oid: text('uuid'),
    sub: text('uuid'),
  }),
  plain: schemaOf({
    email: text('email'),
    phone_number: text('tel'),
    name: { type: 'object', properties: { first: text(), last: text(), full: text() } },
    locale: text(),
    updated_at: { type: 'integer' },
    department: text(),
    employee_number: text(),
    groups: list(text()),
    roles: list(text()),
    tenant: text(),
    picture: text(),
    username: {
      ...text(),
      [identifierKeyword]: { credentials: { password: { identifier: true } } },
    },
  }),
  odd: schemaOf({
    email: { type: ['string', 'null'], format: 'email' },
    groups: list({ type: 'integer' }),
    roles: list({ type: 'number' }),
    updated_at: { type: 'string' },
    employee_id: { type: 'integer' },
    phone_verified: { type: 'boolean' },
    email_verified: { type: 'boolean' },
    department: list(text()),
    mail: list(text('email')),
  }),
}

const samples = sampled(signInSamples(readSamples()), 5)
  .filter(({ sample }) => !sample.stops)
  .map((choice) => [choice.sample.id, choice] as const)

describe('a suggested mapper', () => {
  it.each(Object.entries(schemas))('gives nothing that %s refuses', async (name, schema) => {
    const wrong: string[] = []
    for (const [id, { kind, sample }] of samples) {
      const claims = { mode: 'provider', kind, payload: sample.payload } as const
      const known = await runMapper(engine, {
        text: '{identity:{traits:{}}}',
        fileName: 'm',
        claims,
      })
      for (const seen of [known.claims?.claims, undefined]) {
        const suggested = suggestTemplate({ kind, schema, ...(seen ? { claims: seen } : {}) })
        const mapper = writeTemplate(suggested)
        const input = { text: mapper, fileName: 'm', claims, schema: JSON.stringify(schema) }
        const run = await runMapper(engine, input)
        for (const problem of run.schemaProblems ?? []) {
          if (!problem.missing)
            wrong.push(
              `${id} ${String(!!seen)} ${problem.path.join('.')} ${problem.message} ${JSON.stringify(run.identity?.traits)}`,
            )
        }
        if (!run.schemaProblems) wrong.push(`${id} ${run.error?.message}`)
        for (const f of lintMapper(mapper, { provider: kind, schema }))
          if (f.severity !== 'info' && f.rule !== 'required-trait')
            wrong.push(`${id} lint ${f.rule} ${f.message}`)
      }
    }
    if (wrong.length) console.log(name + '\n' + wrong.join('\n'))
    expect(wrong).toEqual([])
  })
})
