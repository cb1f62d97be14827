/**
 * The form is read back from the text instead of being stored with it, because the text is all that Ory
 * stores: a form opened later, by another person or on another computer, has nothing else. The reader
 * only needs to understand the output of `writeTemplate`; it checks that writing the result gives the
 * same text again, so that no change by hand is ever overwritten.
 */

import { tokenize, type Token } from '../lint/tokens'
import { normalTemplate } from './normal-form'
import { readName, readValue, textOf } from './read-literals'
import { readMapping, type FieldParts } from './read-mapping'
import type { MapperTemplate, TraitMapping } from './template'
import { tokenReader, type TokenReader } from './token-reader'
import { writeTemplate } from './write-template'

/**
 * The template, in its normal form, of this text; leading and trailing white space is ignored.
 *
 * @returns `undefined` for text that was written or changed by hand, even if only a comment.
 */
export function readTemplate(text: string): MapperTemplate | undefined {
  const template = read(text)
  if (!template || writeTemplate(template).trim() !== text.trim()) return undefined
  return normalTemplate(template)
}

/** A depth of brackets that no template reaches. */
const deepest = 200

function read(text: string): MapperTemplate | undefined {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment')
  if (depthOf(tokens) > deepest) return undefined
  const reader = tokenReader(tokens)
  if (reader.take('local', 'claims', '=')) {
    reader.until(';')
    reader.take(';')
  }
  const domains = reader.take('assert') ? readDomains(reader) : []
  if (!domains || !reader.take('{', 'identity', ':', '{', 'traits', ':')) return undefined
  const traits = readObject(reader, text, [])
  if (!traits || !reader.take(',')) return undefined
  const hasMetadata = reader.take('metadata_public', ':')
  const metadataPublic = hasMetadata ? readObject(reader, text, []) : []
  if (!metadataPublic || (hasMetadata && !reader.take(','))) return undefined
  const verifiedAddresses = reader.take('[')
  return { traits, metadataPublic, verifiedAddresses, domains }
}

/** The list in `for domain in […]`; reads past the end of the assertion. */
function readDomains(reader: TokenReader): string[] | undefined {
  const assertion = reader.until(';')
  const at = assertion.findIndex(({ text }, i) => text === 'for' && assertion[i + 2]?.text === 'in')
  const list = at < 0 ? undefined : readValue(tokenReader(assertion.slice(at + 3)))
  if (!Array.isArray(list) || !reader.take(';')) return undefined
  return list.filter((item): item is string => typeof item === 'string')
}

function readObject(
  reader: TokenReader,
  text: string,
  path: readonly string[],
): TraitMapping[] | undefined {
  if (!reader.take('{')) return undefined
  const mappings: TraitMapping[] = []
  while (!reader.take('}')) {
    const field = readField(reader, text, path)
    if (!field || !reader.take(',')) return undefined
    mappings.push(...field)
  }
  return mappings
}

function readField(
  reader: TokenReader,
  text: string,
  path: readonly string[],
): readonly TraitMapping[] | undefined {
  if (reader.take('[', 'if')) {
    const test = reader.until('then')
    reader.next()
    const name = textOf(reader.next())
    if (name === undefined || !reader.take('else', 'null', ']', ':')) return undefined
    const value = reader.until(',')
    return listOf(readMapping([...path, name], { test, value, required: false }))
  }
  const name = readName(reader)
  if (name === undefined || !reader.take(':')) return undefined
  if (opensLines(reader, text)) return readObject(reader, text, [...path, name])
  return listOf(readMapping([...path, name], partsOf(reader.until(','))))
}

const listOf = (mapping: TraitMapping | undefined) => mapping && [mapping]

/** An object of mappings has one line for each; a constant is on one line. */
function opensLines(reader: TokenReader, text: string): boolean {
  const brace = reader.peek()
  const after = reader.peek(1)
  return brace?.text === '{' && text.slice(brace.end, after?.start).includes('\n')
}

/** A required value is `if TEST then VALUE else error …`. */
function partsOf(value: readonly Token[]): FieldParts {
  const reader = tokenReader(value)
  if (!reader.take('if')) return { test: [], value, required: false }
  const test = reader.until('then')
  reader.next()
  return { test, value: reader.until('else'), required: true }
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0
  let most = 0
  for (const { text } of tokens) {
    if (/^[{[(]$/.test(text)) most = Math.max(most, ++depth)
    else if (/^[}\])]$/.test(text)) depth--
  }
  return most
}
