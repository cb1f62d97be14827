import { describe, expect, it } from 'vitest'
import { keywords } from '../../../../../src/core/mapper/lint/tokens'
import { keywordHelp } from '../../../../../src/renderer/components/mapper-editor/help-element'
import { helpTooltip, wordsAt } from '../../../../../src/renderer/components/mapper-editor/hover'
import { helpAt } from '../../../../../src/renderer/components/mapper-editor/hover'
import {
  setUnreached,
  coverageGutter,
} from '../../../../../src/renderer/components/mapper-editor/coverage'
import { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { jsonnetSupport } from '../../../../../src/renderer/components/mapper-editor/jsonnet-support'
import { mapperState } from '../../../../../src/renderer/components/mapper-editor/mapper-state'
import { stateAt } from './states'

const head = "local claims = std.extVar('claims');\nlocal raw = claims.raw_claims;\n"
function help(marked: string, values?: object) {
  const { state, position } = stateAt(marked, values)
  const found = helpAt(state, position)
  if (!found) return undefined
  const { from, to, ...rest } = found
  return { word: state.sliceDoc(from, to), ...rest }
}

describe('help on a word', () => {
  it('gives the signature of a member of std, at both ends of the name', () => {
    const wanted = {
      word: 'length',
      code: 'std.length(x)',
      text: 'How many characters, members, fields or parameters something has.',
      result: 'number',
    }
    for (const text of ['std.¦length(a)', 'std.len¦gth(a)', 'std.length¦(a)']) {
      expect(help(text)).toEqual(wanted)
    }
    expect(help('std.not¦hing')).toBeUndefined()
    expect(help('x.len¦gth')).toBeUndefined()
  })

  it('gives the value of a claim in the sample, or says that it is absent', () => {
    expect(help(`${head}claims.em¦ail`)).toEqual({
      word: 'email',
      code: 'claims.email',
      text: 'In this sample:',
      value: '"ada@example.com"',
    })
    expect(help(`${head}raw.gro¦ups`)).toMatchObject({
      code: 'claims.raw_claims.groups',
      value: '[\n  "staff",\n  "admin"\n]',
    })
    expect(help(`${head}if 'gro¦ups' in raw then 1`)).toMatchObject({
      word: 'groups',
      code: 'claims.raw_claims.groups',
    })
    expect(help(`${head}claims.na¦me`)).toMatchObject({ text: 'Absent in this sample.' })
    expect(help(`${head}claims.na¦me`, {})).toMatchObject({
      text: 'There is no sample with it.',
    })
    expect(help(`${head}cl¦aims`)).toMatchObject({ code: 'claims' })
  })

  it('explains every keyword of the lexer', () => {
    expect(new Set(keywordHelp.keys())).toEqual(keywords)
  })

  it('explains keywords and std, and is silent elsewhere', () => {
    expect(help('lo¦cal a = 1; a')).toMatchObject({ word: 'local', code: 'local' })
    expect(help('{ a: st¦d }')).toMatchObject({ code: 'std' })
    expect(help('// lo¦cal')).toBeUndefined()
    expect(help("'lo¦cal'")).toBeUndefined()
    expect(help('12¦3')).toBeUndefined()
    expect(help('¦')).toBeUndefined()
  })

  it('is read out as one text, with what the margin says', () => {
    const doc = 'if a then\n  std.pi'
    const state = EditorState.create({
      doc,
      extensions: [mapperState, jsonnetSupport, coverageGutter],
    })
    const marked = state.update({
      effects: setUnreached([{ start: 12, end: 18, words: 'No case takes this branch' }]),
    }).state
    expect(wordsAt(marked, 17)).toBe(
      'std.pi. gives number. The number pi. No case takes this branch',
    )
    expect(wordsAt(marked, 3)).toBe('There is no help for this word')
    const shown = (position: number) => {
      const dom = document.createElement('div')
      const tooltip = helpTooltip({ state: marked } as EditorView, position)
      if (!tooltip) return undefined
      dom.append(tooltip.create({} as EditorView).dom)
      return dom.textContent
    }
    expect(shown(17)).toContain('The number pi.')
    expect(shown(17)).toContain('No case takes this branch')
    // Where there is no help, what the margin says is shown alone.
    expect(shown(10)).toBe('No case takes this branch')
    expect(shown(4)).toBeUndefined()
  })
})
