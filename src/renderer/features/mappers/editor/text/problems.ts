import { t } from '../../../../../core/language/translate'
import type { MapperError } from '../../../../../core/mapper/engine'
import {
  explanationOfRule,
  type RuleExplanation,
} from '../../../../../core/mapper/lint/explanations'
import type { MapperFinding } from '../../../../../core/mapper/lint/finding'
import type { MapperGiven } from '../../../../../core/mapper/given'
import type { Severity } from '../../../../../core/model/severity'
import { offsetOfPlace, placeOfOffset } from '../../../../../core/mapper/places'
import { limitCodes } from '../../../../../core/mapper/kratos/ending'
import type { MapperRun } from '../../../../../core/mapper/kratos/run'

/** A problem at a place of a text. */
export interface TextProblem {
  readonly severity: Severity
  readonly message: string
  /** UTF-16 offsets in the text of `place`. */
  readonly start: number
  readonly end: number
  /** Whether it lies in the mapper or in the claims. */
  readonly place: 'mapper' | 'claims' | 'nowhere'
  readonly words?: string
  /** The rule's finding; it may have a fix. */
  readonly finding?: MapperFinding
  readonly error?: MapperError
  /** Input kind of the mapper. */
  readonly given?: MapperGiven
}

/** Findings and the text that their positions refer to. */
export interface Inspected {
  readonly text: string
  readonly findings: readonly MapperFinding[]
}

export function problemOfFinding(finding: MapperFinding): TextProblem {
  const { severity, message, start, end } = finding
  return { severity, message, start, end, place: 'mapper', finding }
}

/** Where a run stopped, with the rules' knowledge about that place. */
export function problemOfRun(
  run: MapperRun,
  text: string,
  inspected: Inspected,
): TextProblem | undefined {
  const { error } = run
  if (!error || error.code === 'mapper.schema') return undefined
  const of = run.given ? { given: run.given } : {}
  const base = { severity: 'error', message: error.message, error, ...of } as const
  const { range } = error
  if (!range) return { ...base, start: 0, end: 0, place: 'nowhere' }
  const words = placeWords(range)
  if (range.file.startsWith('<')) return { ...base, start: 0, end: 0, place: 'claims', words }
  const start = offsetOfPlace(text, range)
  const end = offsetOfPlace(text, { line: range.endLine, column: range.endColumn })
  const found =
    inspected.text === text ? findingAt(inspected.findings, error, start, end) : undefined
  return {
    ...base,
    start,
    end: Math.max(start, end),
    place: 'mapper',
    words,
    ...(found ? { finding: found } : {}),
  }
}

/** An output so large that it endangers other sign-ins. */
export function problemOfSize({ evaluation }: MapperRun): TextProblem[] {
  if (evaluation?.large === undefined) return []
  const finding = { rule: 'large-output', message: evaluation.large, start: 0, end: 0 } as const
  return [problemOfFinding({ ...finding, severity: 'error' })]
}

/**
 * The rule's finding about the place where the run stopped; for syntax errors also one about unbalanced brackets
 * elsewhere.
 */
function findingAt(
  findings: readonly MapperFinding[],
  { code }: MapperError,
  start: number,
  end: number,
): MapperFinding | undefined {
  const ours = findings.filter(({ rule }) => rule !== 'jsonnet')
  const here = ours.filter((finding) => finding.start <= end && finding.end >= start)
  const bySyntax =
    code === 'mapper.syntax' ? ours.filter(({ rule }) => rule === 'unbalanced-brackets') : []
  const known = [...bySyntax, ...here]
  return known.find(({ fix }) => fix !== undefined) ?? known[0]
}

function placeWords({ file, line, column, endLine, endColumn }: NonNullable<MapperError['range']>) {
  const name = /^<extvar:(\w+)>$/.exec(file)?.[1] ?? 'mapper.jsonnet'
  if (line !== endLine) return `${name}:(${line}:${column})-(${endLine}:${endColumn})`
  const columns = endColumn > column + 1 ? `${column}-${endColumn}` : `${column}`
  return `${name}:${line}:${columns}`
}

export function explanationOf({ finding }: TextProblem): RuleExplanation | undefined {
  return finding && finding.rule !== 'jsonnet'
    ? explanationOfRule(finding.rule, finding.given)
    : undefined
}

/** Line from 1. */
export const lineOf = (text: string, { start }: TextProblem): number =>
  placeOfOffset(text, start).line

const ordinary: ReadonlySet<string> = new Set([
  'mapper.syntax',
  'mapper.runtime',
  'mapper.output-shape',
])

/** What a failure means for people; empty for the app's own failure. */
export function meaningOf({ code, form }: MapperError, given: MapperGiven = 'claims'): string {
  if (form)
    return t('People would be sent back to a form with this message and could not fix it there.')
  if (given === 'scim') {
    return limitCodes.has(code) || ordinary.has(code)
      ? t('The identity provider would get an error, and the person would not be provisioned.')
      : ''
  }
  if (limitCodes.has(code)) {
    return t('Ory would stop the mapper, and people would see an error page at sign-in.')
  }
  return ordinary.has(code) ? t('People would see an error page at sign-in.') : ''
}
