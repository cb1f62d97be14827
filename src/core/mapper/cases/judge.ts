import { t } from '../../language/translate'
import { isJsonObject, parseJson, sameJson, type JsonValue } from '../../model/json'
import type { MapperRun } from '../kratos/run'
import type { MapperCase } from './case'
import { englishWordsOf } from './case-of-run'

export interface Difference {
  /** `identity.traits.email`, or empty for the whole output. */
  readonly path: string
  /** The expected value as JSON or text; absent where none was expected. */
  readonly expected?: string
  readonly actual?: string
}

export interface CaseResult {
  readonly pass: boolean
  readonly differences: readonly Difference[]
}

/** Compares the result of a run with what its case expects. */
export function judgeCase(expect: MapperCase['expect'], run: MapperRun): CaseResult {
  const differences = find(expect, run)
  return { pass: differences.length === 0, differences }
}

function find(expect: MapperCase['expect'], run: MapperRun): Difference[] {
  const message = run.error && (run.error.text ?? run.error.message)
  if ('error' in expect) {
    if (message === undefined) {
      return [{ path: '', expected: anErrorWith(expect.error), actual: t('no error') }]
    }
    const words = [message, run.error?.message, englishWordsOf(run)].join('\n')
    if (words.includes(expect.error)) return []
    return [{ path: '', expected: anErrorWith(expect.error), actual: message.trimEnd() }]
  }
  if (message !== undefined) {
    return [{ path: '', expected: t('no error'), actual: message.trimEnd() }]
  }
  const output = parseJson(run.evaluation?.output ?? 'null')
  return 'output' in expect
    ? compare(expect.output, output, '', true)
    : compare(expect.partial, output, '', false)
}

const anErrorWith = (error: string) => t('an error with “{error}”', { error })

/** Differences member by member; lists and other values are compared as a whole. */
function compare(
  expected: JsonValue | undefined,
  actual: JsonValue | undefined,
  path: string,
  exact: boolean,
): Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const names = new Set([...Object.keys(expected), ...(exact ? Object.keys(actual) : [])])
    return [...names].flatMap((name) =>
      compare(
        Object.hasOwn(expected, name) ? expected[name] : undefined,
        Object.hasOwn(actual, name) ? actual[name] : undefined,
        path === '' ? name : `${path}.${name}`,
        exact,
      ),
    )
  }
  if (sameJson(expected, actual)) return []
  return [
    {
      path,
      ...(expected === undefined ? {} : { expected: JSON.stringify(expected) }),
      ...(actual === undefined ? {} : { actual: JSON.stringify(actual) }),
    },
  ]
}
