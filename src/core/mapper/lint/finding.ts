import type { EngineFinding } from '../engine'
import { offsetOfPlace } from '../places'
import type { LintFinding } from './rule'

/** A finding in a mapper, from one of the app's rules or from the linter of go-jsonnet. */
export interface MapperFinding extends Omit<LintFinding, 'rule'> {
  readonly rule: LintFinding['rule'] | 'jsonnet'
}

/** A finding of the engine's linter, with places as editors count; a syntax error is an error. */
export function engineFinding(
  text: string,
  { kind, message, range }: EngineFinding,
): MapperFinding {
  const start = range ? offsetOfPlace(text, range) : 0
  const end = range
    ? offsetOfPlace(text, { line: range.endLine, column: range.endColumn })
    : Math.min(1, text.length)
  const severity = kind === 'syntax' ? 'error' : 'warning'
  return { rule: 'jsonnet', severity, message, start, end: Math.max(start, end) }
}

/** In the order of the text. */
export function byPlace(left: MapperFinding, right: MapperFinding): number {
  return left.start - right.start || left.end - right.end
}
