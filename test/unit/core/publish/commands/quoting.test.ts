import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  commentText,
  jsonPieces,
  type Pieces,
  unusedMark,
} from '../../../../../src/core/publish/commands/pieces'
import { joinPieces, quoteWord, sh } from '../../../../../src/core/publish/commands/sh'
import { runToEnd } from '../../../../support/runner/run-to-end'
import { size as sized } from '../../../../soak/size'

const shells = ['bash', 'dash'].filter((name) => spawnSync(name, ['-c', ':']).error === undefined)
if (shells.length === 0) console.log('Quoting for sh was not tried: there is no shell')

const special = [
  '"',
  "'",
  '\\',
  '$',
  '`',
  '$(x)',
  '@',
  "'@",
  '\n',
  '\r\n',
  '‘',
  '’',
  '‚',
  '‛',
  '“',
  '!',
]
/** No NUL, which no argument and no JSON text holds, and no half of a surrogate pair. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...special), fc.string({ unit: 'binary', maxLength: 8 })))
  .map((parts) => parts.join('').replaceAll('\0', ''))

it.skipIf(shells.length === 0)('a shell gives back what was quoted', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 60 }), (words) => {
      const script = `printf '%s\\0' ${words.map((word) => quoteWord(word)).join(' ')}`
      for (const shell of shells) {
        const { stdout } = runToEnd(shell, ['-s'], { input: script })
        expect(stdout.split('\0').slice(0, -1)).toEqual(words)
      }
    }),
    { numRuns: sized(20, 100) },
  )
})

it.skipIf(shells.length === 0)(
  'fills holes with what the variables hold, and reads none of it',
  () => {
    const secret = text.filter((value) => value !== '')
    fc.assert(
      fc.property(fc.array(fc.tuple(text, secret), { minLength: 1, maxLength: 12 }), (cases) => {
        const variables = cases.map(([label], index) => ({ name: `SECRET_${index}`, about: label }))
        const steps = cases.map(([label], index) => {
          const mark = unusedMark(label)
          const document = { label, secret: `${mark}s`, id: `${mark}i`, last: label }
          const pieces: Pieces = jsonPieces(document, [
            { text: `${mark}s`, pieces: [{ kind: 'secret', variable: `SECRET_${index}` }] },
            { text: `${mark}i`, pieces: ['"', { kind: 'plain', variable: 'id' }, '"'] },
          ])
          const lines = [`id=abc`, `body=${joinPieces(pieces)}`, `printf '%s\\0' "$body" >&3`]
          return { about: [label], lines, writes: false }
        })
        const script = sh.script({ about: [], variables, curlBy: undefined, steps })
        expect(script).toMatch(/^[\n -~]*$/)
        const values = Object.fromEntries(cases.map(([, value], at) => [`SECRET_${at}`, value]))
        const env = { PATH: process.env['PATH'] ?? '', ORY_WORKSPACE_API_KEY: 'k', ...values }
        for (const shell of shells) {
          const stdio = ['pipe', 'pipe', 'pipe', 'pipe'] as const
          const { output } = runToEnd(shell, ['-s'], { input: script, env, stdio: [...stdio] })
          const [, , stderr, bodies] = output
          expect(stderr).toBe('')
          const read = bodies?.split('\0').slice(0, -1) ?? []
          expect(read.map((body): unknown => JSON.parse(body))).toEqual(
            cases.map(([label, value]) => ({ label, secret: value, id: 'abc', last: label })),
          )
        }
      }),
      { numRuns: 6 },
    )
  },
)

it('a comment stays one line, whatever a label holds', () => {
  fc.assert(
    fc.property(text, (label) => {
      expect(commentText(`a ${label}\u0085\u2028\u2029\v\f\u202e b`)).not.toMatch(
        /[\p{Cc}\p{Cf}\u2028\u2029]/u,
      )
    }),
    { numRuns: 1000 },
  )
})
