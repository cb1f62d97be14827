import { expect, test } from 'vitest'
import { threadOf } from '../../../../../src/core/paste/domains/messages'
import { toLines } from '../../../../../src/core/paste/text/lines'

const roleOf = (line: string) => threadOf(toLines(`Hello,\n${line}\nBye`)).lines[1]?.role

test.each<[line: string, role: string]>([
  ['On 3 May 2026, Jo <jo@x.example> wrote:', 'sender'],
  ['Am 3.5.2026 schrieb Jo:', 'sender'],
  // What only has an address or a time in it says of nobody that they wrote.
  ['Please write to jo@x.example:', 'body'],
  ['Jo wrote on 3 May 2026 that it works', 'body'],
  ['Jo wrote:', 'body'],
  ['---------- Forwarded message ----------', 'skipped'],
  ['-----Original Message-----', 'skipped'],
  ['Begin forwarded message:', 'skipped'],
  ['Forwarded message:see-below', 'body'],
  [`On 3 May 2026, ${'Jo '.repeat(120)}wrote:`, 'body'],
])('the line “%s” is one of the kind %s', (line, role) => {
  expect(roleOf(line)).toBe(role)
})
