import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonPieces, unusedMark, type Pieces } from '../../../../src/core/commands/pieces'
import { powershell } from '../../../../src/core/commands/powershell'
import { sh } from '../../../../src/core/commands/sh'
import { commentText } from '../../../../src/core/commands/plain-text'
import { runToEnd } from '../../../support/run-to-end'
import { size as sized } from '../../../soak/size'

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
      const script = `printf '%s\\0' ${words.map((word) => sh.quote(word)).join(' ')}`
      for (const shell of shells) {
        const { stdout } = runToEnd(shell, ['-s'], { input: script })
        expect(stdout.split('\0').slice(0, -1)).toEqual(words)
      }
    }),
    { numRuns: sized(40, 100) },
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
          const lines = [`id=abc`, `body=${sh.join(pieces)}`, `printf '%s\\0' "$body" >&3`]
          return { title: label, lines, writes: false }
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

type Values = Readonly<Record<string, string>>

/** What PowerShell would make of a sum of texts, by its grammar: nothing else is let through. */
function valueOf(source: string, values: Values): string {
  const inner = source.startsWith('(') ? source.slice(1, -1) : source
  const term =
    /'((?:[^'‘’‚‛]|'')*)'|\[char\]0x([0-9a-f]{1,4})|\(ConvertTo-Json \$env:(\w+)\)|\$(\w+)/y
  let result = ''
  let at = 0
  for (;;) {
    term.lastIndex = at
    const match = term.exec(inner)
    if (!match) throw new Error(`No term at ${at} of ${source}`)
    const [whole, quoted, unit, secret, variable] = match
    if (quoted !== undefined) result += quoted.replaceAll("''", "'")
    else if (unit !== undefined) result += String.fromCharCode(Number.parseInt(unit, 16))
    else if (secret !== undefined) result += JSON.stringify(values[secret])
    else result += values[variable ?? ''] ?? ''
    at += whole.length
    if (at === inner.length) return result
    if (!inner.startsWith(' + ', at)) throw new Error(`No sum at ${at} of ${source}`)
    at += 3
  }
}

it('PowerShell reads a quoted text as that text, whatever bytes its file is read as', () => {
  fc.assert(
    fc.property(text, (value) => {
      const source = powershell.quote(value)
      // Only ASCII: neither a typographic quote nor a wrong code page can change it.
      expect(source).toMatch(/^[\t\n\r -~]*$/)
      expect(source.replaceAll('(', '')).toMatch(/^'/)
      expect(valueOf(source, {})).toBe(value)
    }),
    { numRuns: 2000 },
  )
})

it('PowerShell fills holes', () => {
  fc.assert(
    fc.property(text, text, (label, secret) => {
      const mark = unusedMark(label)
      const pieces = jsonPieces(
        [{ label, secret: `${mark}s` }, `${mark}i`],
        [
          { text: `${mark}s`, pieces: [{ kind: 'secret', variable: 'SECRET' }] },
          { text: `${mark}i`, pieces: ['"', { kind: 'plain', variable: 'id' }, '"'] },
        ],
      )
      const body = valueOf(powershell.join(pieces), { SECRET: secret, id: 'abc' })
      expect(JSON.parse(body)).toEqual([{ label, secret }, 'abc'])
      expect(powershell.join(pieces)).not.toContain(mark)
    }),
    { numRuns: 1000 },
  )
})

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
