import {
  insertCompletionText,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { isIdentifier } from '../../../core/mapper/lint/tokens'
import { stdMembers, type StdMember } from '../../../core/mapper/std/std-members'
import { escaped, keywordHelp, helpElement } from './help-element'
import { pathOfText, placeAt, reach, type FieldString, type Member } from './mapper-place'
import { mapperScan, sampleValues } from './mapper-state'
import type { MapperGiven } from '../../../core/mapper/given'
import { givenIn, keysAt, type SampleKey } from './sample-values'
import { t } from '../../../core/language/translate'

/** Completions at the cursor, from the editor's state alone. */
export function completeMapper(context: CompletionContext): CompletionResult | null {
  const place = placeAt(context.state, context.pos)
  if (place?.kind === 'member') return completeMember(context, place)
  if (place?.kind === 'field-string') return completeString(context, place)
  if (place?.kind !== 'word' || place.isNew) return null
  if (place.from === context.pos && !context.explicit) return null
  return { from: place.from, options: words(context), validFor: /^\w*$/ }
}

function completeMember({ state }: CompletionContext, place: Member): CompletionResult | null {
  const validFor = /^\w*$/
  if (place.of === 'std') return { from: place.from, options: stdOptions, validFor }
  const path = pathOfText(place.of, state.field(mapperScan).bindings)
  if (!path) return null
  const options = keysAt(state.field(sampleValues), path).map((key) => ({
    ...keyOption(key),
    ...(isIdentifier(key.name) ? {} : { apply: insertIndex(key.name) }),
  }))
  return options.length > 0 ? { from: place.from, options, validFor } : null
}

function completeString({ state }: CompletionContext, place: FieldString): CompletionResult | null {
  const keys =
    place.of === 'std.extVar'
      ? [givenIn(state.field(sampleValues)), 'identity'].map((name) => ({
          name,
          detail: t('what Ory gives'),
          present: true,
        }))
      : keysAt(
          state.field(sampleValues),
          pathOfText(place.of, state.field(mapperScan).bindings) ?? [],
        )
  if (keys.length === 0) return null
  return {
    from: place.from,
    to: place.to,
    options: keys.map((key) => ({ ...keyOption(key), apply: escaped(key.name, place.quote) })),
    validFor: /^[^'"\\\n]*$/,
  }
}

/** Members of the sample come before possible ones. */
function keyOption({ name, detail, present }: SampleKey): Completion {
  return { label: name, detail, type: 'property', boost: present ? 10 : 0 }
}

function insertIndex(name: string): Completion['apply'] {
  return (view, completion, from, to) => {
    const start = Math.max(0, from - reach)
    const point = start + view.state.sliceDoc(start, from).lastIndexOf('.')
    const insert = `['${escaped(name, "'")}']`
    view.dispatch({
      changes: { from: point, to, insert },
      selection: { anchor: point + insert.length },
      scrollIntoView: true,
      userEvent: 'input.complete',
      annotations: pickedCompletion.of(completion),
    })
  }
}

function insertCall(name: string): Completion['apply'] {
  return (view: EditorView, completion, from, to) => {
    const { state } = view
    const hasCall = state.sliceDoc(to, to + 1) === '('
    view.dispatch({
      ...insertCompletionText(state, hasCall ? name : `${name}()`, from, to),
      selection: { anchor: from + name.length + 1 },
      annotations: pickedCompletion.of(completion),
    })
  }
}

function stdOption(member: StdMember): Completion {
  const { name, signature, about, parameters } = member
  return {
    label: name,
    detail: signature.slice('std.'.length + name.length),
    type: parameters ? 'function' : 'constant',
    info: () => helpElement({ code: signature, text: about, result: member.result }),
    ...(parameters ? { apply: insertCall(name) } : {}),
  }
}

const stdOptions = stdMembers.filter(({ internal }) => !internal).map(stdOption)

const keywordOptions: readonly Completion[] = [...keywordHelp].map(([label, text]) => ({
  label,
  type: 'keyword',
  info: () => helpElement({ code: label, text }),
}))

const variableOptions = (given: MapperGiven): Completion[] => [
  { label: 'std', type: 'namespace', detail: t('standard library') },
  { label: `std.extVar('${given}')`, type: 'variable', detail: t('what Ory got'), boost: -1 },
  { label: "std.extVar('identity')", type: 'variable', detail: t('what Ory has'), boost: -1 },
]

const kinds = {
  variable: t('local'),
  function: t('function'),
  parameter: t('parameter'),
} as const

function words({ state }: CompletionContext): Completion[] {
  const own = state.field(mapperScan).names.map(({ name, kind }) => ({
    label: name,
    type: kind === 'function' ? 'function' : 'variable',
    detail: kinds[kind],
    boost: 5,
  }))
  return [...own, ...variableOptions(givenIn(state.field(sampleValues))), ...keywordOptions]
}
