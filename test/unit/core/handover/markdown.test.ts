import { parsers } from 'prettier/plugins/markdown'
import { expect, test } from 'vitest'
import { buildSheet } from '../../../../src/core/handover/sheet'
import { sheetAsMarkdown } from '../../../../src/core/handover/sheet-text'
import { protocols } from '../../../../src/core/model/connection'
import { readGuides } from '../../../support/states/guides'
import { organization, valuesOf } from '../../../support/states/handover'
import { connection } from '../../../support/states/snapshots'

interface Node {
  readonly type: string
  readonly value?: string
  readonly depth?: number
  readonly children?: readonly Node[]
}

const parse = (text: string): Node => (parsers.markdown.parse as any)(text, {})
const all = (node: Node, type: string): Node[] => [
  ...(node.type === type ? [node] : []),
  ...(node.children ?? []).flatMap((child) => all(child, type)),
]
const textOf = (node: Node): string =>
  (node.value ?? '') + (node.children ?? []).map(textOf).join('')

const nasty = 'A | B `tick` *star* [x](javascript:1) <b>& \\ #1\n# 2\u202E3'
const oneLine = nasty.replace('\n', ' ').replace('\u202E', ' ')
const fields = connection('meadow|lark', {
  label: nasty,
  organization_id: organization.id,
  scope: ['openid', '`odd|scope`'],
})
const cases = readGuides().flatMap((guide) =>
  protocols.filter((protocol) => guide[protocol]).map((protocol) => ({ guide, protocol })),
)

test.each(cases)('$guide.id for $protocol reads back as it was', ({ guide, protocol }) => {
  const sheet = buildSheet(guide, protocol, valuesOf(protocol, fields))
  const root = parse(sheetAsMarkdown(sheet))
  const headings = all(root, 'heading')
  expect(headings.map(({ depth }) => depth)).toEqual([1, ...sheet.sections.map(() => 2)])
  expect(headings.map(textOf)).toEqual([
    sheet.title.replaceAll(/[\n\u202E]/g, ' '),
    ...sheet.sections.map(({ heading }) => heading),
  ])
  expect(all(root, 'html')).toEqual([])
  // Addresses in a text may become links to themselves; nothing else may.
  for (const link of all(root, 'link')) expect(textOf(link)).toMatch(/^https?:/)

  const codes = all(root, 'inlineCode').map(({ value }) => value)
  expect(codes).toContain(oneLine)
  const tables = all(root, 'table').map((node) =>
    (node.children ?? []).map((row) => (row.children ?? []).map(textOf)),
  )
  expect(tables).toHaveLength(2)
  for (const section of sheet.sections) {
    if (section.kind === 'steps') {
      const list = root.children?.find((node) => node.type === 'list' && (node as any).ordered)
      const items = list?.children ?? []
      expect(items.map((item) => textOf(item.children![0]!))).toEqual(
        section.steps.map(({ text }) => text),
      )
      const counts = items.map((item) => item.children?.[1]?.children?.length ?? 0)
      expect(counts).toEqual(section.steps.map((step) => step.fields.length))
      for (const { content } of section.steps.flatMap((step) => step.fields)) {
        if (content.kind !== 'values') continue
        const wanted = content.values.map((value) => value.replaceAll(/[\n\u202E]/g, ' '))
        expect(codes).toEqual(expect.arrayContaining(wanted))
      }
    }
    if (section.kind === 'answers') {
      expect(tables[1]?.slice(1).map(([label, , goesTo]) => [label, goesTo])).toEqual(
        section.rows.map(({ label, goesTo }) => [label, goesTo]),
      )
    }
    if (section.kind === 'claims') {
      expect(tables[0]?.slice(1)).toEqual(
        section.rows.map(({ what, name, how }) => [what, name, how]),
      )
    }
    if (section.kind === 'pitfalls') {
      const items = all(root, 'listItem').map((item) => textOf(item))
      expect(items).toEqual(expect.arrayContaining([...section.items]))
    }
  }
})
