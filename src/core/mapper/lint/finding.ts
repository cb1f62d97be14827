import type { EngineFinding } from '../engine'
import { offsetOfPlace } from '../places'
import type { LintFinding } from './rule'

/** A remark about a mapper: by one of the app's rules, or by the linter of go-jsonnet. */
export interface MapperFinding extends Omit<LintFinding, 'rule'> {
  readonly rule: LintFinding['rule'] | 'jsonnet'
}

/** What the engine's linter found, with places as editors count; a syntax error is an error. */
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
