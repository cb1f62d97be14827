import { test } from '@playwright/test'
import { SaxesParser } from 'saxes'
import { readMetadata } from '../../src/core/saml/metadata'
import { recogniseText } from '../../src/core/paste/recognise'
import { lintMapper } from '../../src/core/mapper/lint/lint'
import { readOwnClaims } from '../../src/core/mapper/own-claims/own-claims'
import { scanMapper } from '../../src/renderer/components/mapper-editor/mapper-scan'
import { textDifference } from '../../src/core/compare/text-difference'
import { figure, report } from './figures'

const mebibyte = 1024 * 1024
let round = 0
/** A number for a text that is like no other: some readers remember what they read last. */
const next = () => (round += 1)

/** The floor of all texts: each of its letters is looked at once, in JavaScript. */
function eachLetter(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) | 0
  return sum
}

/** Milliseconds that a run lasts at least, by repeating what is fast: otherwise garbage is collected in only some runs. */
const longEnough = 50

/** Milliseconds of processor time in each run: what else the machine does is no part of them. */
function processorMs(act: () => unknown): readonly number[] {
  const taken: number[] = []
  for (let run = 0; run < 10; run += 1) {
    const begin = process.cpuUsage()
    let acts = 0
    do {
      act()
      acts += 1
    } while (spent(begin) < longEnough)
    // The first warms up.
    if (run > 0) taken.push(spent(begin) / acts)
  }
  return taken
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** So often the floor looks at each letter, to take long enough to be measured. */
const looks = 100

const texts: readonly {
  name: string
  what: string
  text: string
  read: (text: string) => unknown
  budget: number
}[] = [
  {
    name: 'paste-100-kb',
    what: '100 kB of pasted addresses, recognised',
    text: 'Issuer: https://id.example/x\nclient id: abc-123\n'.repeat(2000),
    read: (text) => recogniseText(`${text}${next()}`),
    // Each line is held against labels in eight languages and against the one before.
    budget: 4,
  },
  {
    name: 'own-claims-1-mb',
    what: '1 MB of braces, looked at for claims',
    text: '{"'.repeat(500_000),
    read: readOwnClaims,
    budget: 0.1,
  },
  {
    name: 'lint-64-kib',
    what: 'a mapper of thousands of claims, linted',
    text: `local claims = std.extVar('claims');\n{ identity: { traits: {\n${Array.from(
      { length: 2500 },
      (_, index) => `a${index}: claims.c${index},`,
    ).join('\n')}\n} } }`,
    read: (text) => lintMapper(text, { provider: 'generic' }),
    budget: 9,
  },
  {
    name: 'scan-64-kib',
    what: '64 KiB of nested brackets, scanned for folds',
    text: 'f(x, '.repeat(13_000),
    read: scanMapper,
    budget: 18,
  },
  {
    name: 'difference-repeats',
    what: '20,000 lines that repeat, compared with 15,000',
    text: '</tag>\n'.repeat(20_000),
    read: (text) => textDifference(text, `new\n${'</tag>\n'.repeat(15_000)}new`),
    budget: 0.6,
  },
]

for (const { name, what, text, read, budget } of texts) {
  test(what, () => {
    const floors = processorMs(() => {
      for (let look = 0; look < looks; look += 1) eachLetter(text)
    })
    const subjects = processorMs(() => read(text))
    report({
      name,
      subject: figure(what, subjects),
      floor: figure(`${looks} looks at each of its letters`, floors),
      budget: {
        times: budget,
        why: 'a text of the largest size may not be felt while it is typed',
      },
    })
  })
}

test('hostile metadata beside the XML parser alone', () => {
  const elements = `<r>${'<a/>'.repeat(200_000)}</r>`
  const hostile = [
    elements,
    '<a>'.repeat(300_000),
    '<!---->'.repeat(140_000),
    `<a>${' '.repeat(mebibyte - 30)}</a>`,
    `<r ${Array.from({ length: 60_000 }, (_, index) => `a${index}="b"`).join(' ')}/>`,
  ]
  const floors = processorMs(() => new SaxesParser({ xmlns: true }).write(elements).close())
  const subjects = processorMs(() => hostile.map((xml) => readMetadata(`${xml}<!--${next()}-->`)))
  report({
    name: 'metadata-hostile',
    subject: figure('five hostile documents of 1 MB, refused', subjects),
    floor: figure('1 MB of elements through the parser alone', floors),
    budget: { times: 12, why: 'five documents of that size, each through at most twice' },
  })
})
