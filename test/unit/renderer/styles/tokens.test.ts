import { describe, expect, it } from 'vitest'
import { workspaceColours } from '../../../../src/core/model/project'
import {
  customProperties,
  tokens,
  workspaceTokens,
  type ThemeName,
  type Tokens,
} from '../../../../src/renderer/styles/tokens'

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!
}

function contrast(left: string, right: string): number {
  const [high, low] = [luminance(left), luminance(right)].sort((a, b) => b - a)
  return (high! + 0.05) / (low! + 0.05)
}

/** What `color-mix` makes of a colour over another one. */
function mixed(first: string, share: number, second: string): string {
  const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const parts = [1, 3, 5].map((at) =>
    Math.round(part(first, at) * share + part(second, at) * (1 - share))
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${parts.join('')}`
}

type Name = keyof Tokens
const grounds: Name[] = ['bg', 'surface', 'raised', 'sunken']
const textPairs: [Name, Name][] = [
  ...(['text', 'text2', 'text3', 'accent', 'success', 'warning', 'danger'] as const).flatMap(
    (text) => grounds.map((ground): [Name, Name] => [text, ground]),
  ),
  ...(['text', 'text2'] as const).flatMap((text): [Name, Name][] => [
    [text, 'selected'],
    [text, 'hover'],
    [text, 'accentWeak'],
    [text, 'dangerWeak'],
  ]),
  ['onAccent', 'accent'],
  ['onAccent', 'accentHover'],
  ['accent', 'accentWeak'],
  ...(['accent', 'success', 'warning', 'danger'] as const).flatMap((text): [Name, Name][] => [
    [text, 'selected'],
    [text, 'hover'],
  ]),
  ['success', 'successWeak'],
  ['warning', 'warningWeak'],
  ['danger', 'dangerWeak'],
]
/** Grounds that are mixed of two tokens, with the texts on them: so much of the first over the second. */
const mixedGrounds: [first: Name, share: number, second: Name, texts: Name[]][] = [
  // A number on the primary button; with 18 % it was less than can be read.
  ['onAccent', 0.12, 'accent', ['onAccent']],
  // Rows where many are selected, and those that head a group.
  [
    'selected',
    0.4,
    'surface',
    ['text', 'text2', 'text3', 'accent', 'success', 'warning', 'danger'],
  ],
  ['sunken', 0.6, 'surface', ['text', 'text2', 'text3', 'accent', 'success', 'warning', 'danger']],
  // Under the pointer: a tab, and a button of the side bar.
  ['control', 0.14, 'sunken', ['text', 'text2']],
  ['control', 0.18, 'sunken', ['text', 'text2']],
  ['dangerWeak', 0.7, 'surface', ['text', 'text2']],
]
const edgePairs: [Name, Name][] = [
  ['control', 'surface'],
  ['control', 'raised'],
  ...grounds.map((ground): [Name, Name] => ['accent', ground]),
]

describe.each(['light', 'dark'] as ThemeName[])('%s theme', (theme) => {
  it.each(textPairs)('%s is readable on %s', (text, ground) => {
    expect(contrast(tokens[theme][text], tokens[theme][ground])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(mixedGrounds)(
    'what stands on %s, %d over %s, is readable',
    (first, share, second, texts) => {
      const ground = mixed(tokens[theme][first], share, tokens[theme][second])
      for (const text of texts) {
        expect(contrast(tokens[theme][text], ground), text).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  it.each(edgePairs)('%s can be told from %s', (edge, ground) => {
    expect(contrast(tokens[theme][edge], tokens[theme][ground])).toBeGreaterThanOrEqual(3)
  })

  it.each(workspaceColours)('the mark of a workspace is readable in %s', (colour) => {
    const { ink, [colour]: ground } = workspaceTokens[theme]
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(ground, tokens[theme].surface)).toBeGreaterThanOrEqual(3)
  })

  it('gives every token as a custom property', () => {
    const properties = customProperties(theme)
    expect(properties['--accent-weak']).toBe(tokens[theme].accentWeak)
    const all = [tokens[theme], workspaceTokens[theme]].flatMap((each) => Object.keys(each))
    expect(Object.keys(properties)).toHaveLength(all.length)
  })
})
