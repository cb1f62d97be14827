import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapperVariables } from '../../../../../src/core/mapper/kratos/variables'
import { normalTemplate } from '../../../../../src/core/mapper/template/normal-form'
import { writeTemplate } from '../../../../../src/core/mapper/template/write-template'
import type { JsonValue } from '../../../../../src/core/model/json'
import { sameJson } from '../../../../../src/core/model/json'
import { anyTemplate, claimsFor } from './template-arbitraries'
import { identityOf } from './template-oracle'
import { size as sized } from '../../../../soak/size'
import { useEngine } from '../../../../support/mapping/use-engine'

const engine = useEngine()

/** `toEqual` takes a member named `__proto__` for something else. */
const json = (value: unknown) => JSON.stringify(value)

describe('a template and its text', () => {
  it('the normal form says all that the text says', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        const text = writeTemplate(template)
        const normal = normalTemplate(template)
        expect(json(normalTemplate(normal))).toBe(json(normal))
        expect(writeTemplate(normal)).toBe(text)
      }),
      { numRuns: sized(200, 600) },
    )
  })
})

describe('in the engine', () => {
  it('formatting changes nothing, and the linter has nothing to say', async () => {
    await fc.assert(
      fc.asyncProperty(anyTemplate, async (template) => {
        const text = writeTemplate(template)
        expect(await engine.format(text, 'mapper.jsonnet')).toEqual({ ok: true, value: text })
        expect(await engine.lint(text, 'mapper.jsonnet')).toEqual({ ok: true, value: [] })
      }),
      { numRuns: sized(50, 150) },
    )
  })

  it('it gives exactly the values that the template names', async () => {
    const both = anyTemplate.chain((template) => {
      const normal = normalTemplate(template)
      return fc.tuple(fc.constant(normal), claimsFor(normal))
    })
    let errors = 0
    let values = 0
    await fc.assert(
      fc.asyncProperty(both, async ([template, claims]) => {
        const text = writeTemplate(template)
        const variables = mapperVariables(JSON.stringify(claims))
        const run = await engine.evaluate({ text, fileName: 'mapper.jsonnet', variables })
        const wanted = identityOf(template, claims)
        if (!wanted) {
          errors++
          expect(run.ok ? run.value.output : run.error.message).toMatch(
            /^(?:The identity provider did not send|Sign-in needs an e-mail address of)/,
          )
          return
        }
        values++
        expect(run.ok ? '' : run.error.text).toBe('')
        const output = (run.ok ? JSON.parse(run.value.output) : {}) as JsonValue
        if (!sameJson(output, { identity: wanted })) {
          expect(json(output)).toBe(json({ identity: wanted }))
        }
      }),
      { numRuns: sized(200, 600) },
    )
    expect(Math.min(errors, values)).toBeGreaterThan(30)
  })
})
