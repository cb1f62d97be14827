import fc from 'fast-check'
import { expect, it } from 'vitest'
import { publishCommands } from '../../../../src/core/commands/commands'
import { powershell } from '../../../../src/core/commands/powershell'
import type { Edit } from '../../../../src/core/draft/edits'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { draftWith } from '../../../support/draft-with'
import { connection, snapshotOf } from '../../../support/snapshots'

const key = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const apiAddress = 'https://api.console.ory.com'

function planWith(label: string, viaPatch: boolean) {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'o1', label: 'One', domains: [] }],
    viaPatch,
  })
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
  const edits: readonly Edit[] = [
    { kind: 'create-organization', key, fields: { label: `x${label}`, domains: ['a.example'] } },
    { kind: 'set-field', target, field: 'label', value: label },
    { kind: 'set-field', target, field: 'client_secret', value: secret },
    { kind: 'set-field', target, field: 'organization_id', value: key },
    { kind: 'delete-organization', key: 'o1', connections: 'detach' },
  ]
  return { snapshot, plan: planPublish(snapshot, draftWith(snapshot, edits).intents), apiAddress }
}

/** A script without its comments and with every text, by PowerShell's grammar, taken out. */
function bones(script: string): string {
  const source = script.replace(/^# .*$|'(?:[^']|'')*'|"(?:[^"`]|`.|"")*"/gm, (part) => {
    if (part.startsWith('#')) return ''
    // Beyond ASCII stands nothing: a typographic quote would be one for PowerShell too.
    expect(part).toMatch(/^[\t\n -~\r]*$/)
    return part.startsWith('"') ? part : ''
  })
  expect(source).toMatch(/^[\n -~]*$/)
  return source
}

it('is the same script but for its texts, whatever a label holds', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom("'", '"', '$(x)', '`', '\n# ', '}', ')', '‘', '’', "'@", '\n', '@{0}@'),
        fc.string({ unit: 'grapheme', maxLength: 6 }),
      ),
    )
    .map((parts) => `a ${parts.join('').replaceAll('\0', '')}z`)
  const tools = ['curl', 'Ory CLI'] as const
  fc.assert(
    fc.property(text, fc.boolean(), fc.constantFrom(...tools), (label, viaPatch, tool) => {
      const plain = publishCommands(planWith('a z', viaPatch), tool, 'PowerShell')
      const script = publishCommands(planWith(label, viaPatch), tool, 'PowerShell')
      // A label with quotes or control characters goes by curl, which is another script.
      fc.pre(tool === 'curl' || !/["\p{Cc}]/u.test(label))
      const units = /(?:\(| \+ )?\[char\]0x[0-9a-f]+\)?/g
      const shape = (source: string) =>
        bones(source)
          .replace(units, '')
          .replace(/[()]| \+ /g, '')
      expect(shape(script.text)).toBe(shape(plain.text))
    }),
    { numRuns: 300 },
  )
})

it('gives curl no settings of the user and one protocol, http for this computer alone', () => {
  const script = (address: string, shell: 'sh' | 'PowerShell') =>
    publishCommands({ ...planWith('a', true), apiAddress: address }, 'curl', shell).text
  const shells = ['sh', 'PowerShell'] as const
  for (const shell of shells) {
    expect(script(apiAddress, shell)).toContain("curl -q --proto '=https' ")
    expect(script('http://127.0.0.1:4000', shell)).toContain("curl -q --proto '=http' ")
    expect(script('http://api.customer.example', shell)).toContain("curl -q --proto '=https' ")
  }
})

it('shows nothing that a server or a program says before it is filtered', () => {
  const byCurl = publishCommands(planWith('a', true), 'curl', 'PowerShell').text
  const byCli = powershell.cli({ words: ['get', 'project'], answers: true }).join('\n')
  for (const text of [byCurl, byCli]) {
    // Fixed words are thrown as they are; a text of others goes through the filter.
    expect(text).not.toMatch(/throw "[^"\n]*\$(?:text|type|code|answer)\b/)
  }
  expect(byCurl).toContain('Stop-With "The answer is HTTP')
  expect(byCli).toContain("Stop-With 'The Ory CLI failed:' $text")
})
