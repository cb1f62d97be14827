import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLine } from '../../../../src/core/model/plain-line'
import { projectIdOf } from '../../../../src/core/model/project-id'
import {
  calendarText,
  endsCalendar,
  foldedLine,
  type ProjectEnd,
} from '../../../../src/core/problems/ends-calendar'

const now = '2026-11-27T12:34:56.000Z'
const projectId = projectIdOf('https://api.example', '450fa61b-18fd-48b6-8744-5a1395ddba47')
const end = (more: Partial<ProjectEnd> = {}): ProjectEnd => ({
  projectId,
  target: { kind: 'connection', key: 'saml:s' },
  name: 'Tidewater ADFS',
  customer: 'Tidewater',
  of: 'certificate',
  when: '2027-02-28T12:00:00.000Z',
  detail: '2027-02-28T12:00:00.000Z',
  isOff: false,
  ...more,
})
const calendar = (ends: readonly ProjectEnd[], at = now) =>
  endsCalendar(ends, () => 'Northwind Staging', at)

interface Component {
  readonly name: string
  readonly properties: {
    readonly name: string
    readonly parameters: string
    readonly value: string
  }[]
  readonly inside: Component[]
}

/** Reads a calendar by the grammar of RFC 5545 (3.1, 3.4), and by nothing that the writer uses. */
function parsed(text: string): Component {
  expect(text.endsWith('\r\n')).toBe(true)
  // Every line ends with both, and neither stands alone.
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const root: Component = { name: '', properties: [], inside: [] }
  const open = [root]
  for (const line of text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)) {
    const [, name = '', parameters = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z]+=[^:;]+)*):(.*)$/su.exec(line) ?? []
    expect(name, line).not.toBe('')
    if (name === 'BEGIN') {
      const component = { name: value, properties: [], inside: [] }
      open.at(-1)?.inside.push(component)
      open.push(component)
    } else if (name === 'END') expect(open.pop()?.name).toBe(value)
    else open.at(-1)?.properties.push({ name, parameters, value })
  }
  expect(open).toEqual([root])
  const [only, ...more] = root.inside
  expect(more).toEqual([])
  return only!
}
const plain = (value: string) =>
  value.replaceAll(/\\(.)/gs, (_all, character: string) => (character === 'n' ? '\n' : character))
const valueOf = ({ properties }: Component, name: string) =>
  properties.filter((each) => each.name === name).map(({ value }) => value)

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => !/\p{Cs}/u.test(text)),
  fc
    .array(
      fc.constantFrom(
        '\u202E',
        '\\',
        ';',
        ',',
        '\n',
        '\r\n',
        ':',
        '"',
        'ä',
        '漢',
        '👩‍💻',
        'BEGIN:VEVENT',
        ' ',
      ),
      {
        maxLength: 120,
      },
    )
    .map((parts) => parts.join('')),
)

describe('a line', () => {
  it('is folded at 75 bytes, without cutting a character, and comes back whole', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const line = `SUMMARY:${calendarText(text)}`
        const folded = foldedLine(line)
        for (const part of folded.split('\r\n')) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
          expect(part).not.toMatch(/\p{Cs}/u)
        }
        expect(folded.replaceAll('\r\n ', '')).toBe(line)
      }),
    )
    expect(foldedLine('x'.repeat(75))).toBe('x'.repeat(75))
    expect(foldedLine('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`)
  })
})

describe('a text', () => {
  it('comes back as it was, but for what no reader shows', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, '')
        expect(plain(calendarText(text))).toBe(shown)
        expect(calendarText(text)).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

describe('a calendar', () => {
  it('has an event of a whole day for each end, with reminders at 30 and 7 days and the way back', () => {
    const { text, count } = calendar([end()])
    expect(count).toBe(1)
    const read = parsed(text)
    expect(read.name).toBe('VCALENDAR')
    expect(valueOf(read, 'VERSION')).toEqual(['2.0'])
    expect(valueOf(read, 'PRODID')).toHaveLength(1)
    const [event] = read.inside
    expect(event?.name).toBe('VEVENT')
    expect(valueOf(event!, 'DTSTAMP')).toEqual(['20261127T123456Z'])
    expect(event?.properties).toContainEqual({
      name: 'DTSTART',
      parameters: ';VALUE=DATE',
      value: '20270228',
    })
    expect(event?.properties).toContainEqual({
      name: 'DTEND',
      parameters: ';VALUE=DATE',
      value: '20270301',
    })
    expect(valueOf(event!, 'SUMMARY')).toEqual(['Certificate of Tidewater ADFS expires'])
    expect(plain(valueOf(event!, 'DESCRIPTION')[0]!)).toBe(
      'Project: Northwind Staging\nOrganization: Tidewater',
    )
    expect(valueOf(event!, 'URL')[0]).toMatch(
      /^sso-workbench:\/\/project\/.*\/connection\/saml\/s$/,
    )
    expect(event?.inside.map((alarm) => [alarm.name, valueOf(alarm, 'TRIGGER')[0]])).toEqual([
      ['VALARM', '-P30D'],
      ['VALARM', '-P7D'],
    ])
    for (const alarm of event!.inside) {
      expect(valueOf(alarm, 'ACTION')).toEqual(['DISPLAY'])
      expect(valueOf(alarm, 'DESCRIPTION')).toHaveLength(1)
    }
  })

  it('is read back whatever names people give, and nothing in them adds a line', () => {
    fc.assert(
      fc.property(texts, texts, (name, customer) => {
        const { text } = calendar([end({ name, customer }), end({ of: 'secret', name })])
        // Nothing in a name turns around what stands beside it.
        expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
        const read = parsed(text)
        expect(read.inside.map((each) => each.name)).toEqual(['VEVENT', 'VEVENT'])
        const shown = plainLine(name)
        expect(read.inside.map((each) => plain(valueOf(each, 'SUMMARY')[0]!))).toEqual(
          expect.arrayContaining([
            `Certificate of ${shown} expires`,
            `Client secret of ${shown} expires`,
          ]),
        )
      }),
    )
  })

  it('moves an event in a later export in the place of adding one', () => {
    const uid = (text: string) => valueOf(parsed(text).inside[0]!, 'UID')[0]
    const sequence = (text: string) => Number(valueOf(parsed(text).inside[0]!, 'SEQUENCE')[0])
    const before = calendar([end()]).text
    const renewed = { when: '2030-01-01T12:00:00.000Z', detail: 'x', name: 'Renamed' }
    const after = calendar([end(renewed)], '2026-11-27T12:36:00.000Z').text
    expect(uid(after)).toBe(uid(before))
    expect(sequence(after)).toBeGreaterThan(sequence(before))
    expect(sequence(after)).toBeLessThan(2 ** 31)
    const others = [
      end({ of: 'secret' }),
      end({ target: { kind: 'connection', key: 'oidc:s' } }),
      end({
        projectId: projectIdOf('https://other.example', '450fa61b-18fd-48b6-8744-5a1395ddba47'),
      }),
    ]
    for (const other of others) expect(uid(calendar([other]).text)).not.toBe(uid(before))
  })

  it('leaves out what nobody can use, and is whole without an event', () => {
    const { text, count } = calendar([end({ isOff: true })])
    expect(count).toBe(0)
    expect(parsed(text).inside).toEqual([])
  })
})
