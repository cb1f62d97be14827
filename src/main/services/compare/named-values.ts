import { randomUUID } from 'node:crypto'
import {
  mergedValues,
  mostValues,
  withPairRules,
  type PairRules,
  type NamedValue,
} from '../../../core/compare/named-values'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { listed } from '../../../core/language/listed'
import { t } from '../../../core/language/translate'
import { isUnsafeText } from '../../../core/set-up-file/secrets'
import { createQueue } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'

/** Environment-specific values by name, on this computer, for all comparisons. */
export interface NamedValuesService {
  read(): Promise<Result<readonly NamedValue[]>>
  /** Replaces the shown list `before`; keeps what another window changed meanwhile. */
  save(before: readonly NamedValue[], values: readonly NamedValue[]): Promise<Result<void>>
  /** Adds rules of project pairs that no value covers yet. */
  takeRules(pairs: readonly PairRules[]): Promise<Result<void>>
}

const refused = (words: string) => failure(appError('request.invalid', words))

function unsafeOne(values: readonly NamedValue[]): NamedValue | undefined {
  return values.find(({ name, texts, projects }) =>
    [name, ...Object.values(texts), ...projects.map(({ text }) => text)].some((text = '') =>
      isUnsafeText(text),
    ),
  )
}

export function createNamedValues(deps: {
  readonly file: StoredValue<NamedValue[]>
  readonly tellNoted: () => void
}): NamedValuesService {
  const { file, tellNoted } = deps
  const { run: inTurn } = createQueue()

  async function readInTurn(): Promise<Result<readonly NamedValue[]>> {
    const stored = await file.read()
    return stored.ok ? success(stored.value ?? []) : stored
  }

  async function writeInTurn(values: readonly NamedValue[]): Promise<Result<void>> {
    const written = await file.write([...values])
    if (written.ok) tellNoted()
    return written
  }

  return {
    read: () => inTurn(readInTurn),

    save: (before, values) =>
      inTurn(async () => {
        const now = await readInTurn()
        if (!now.ok) return now
        const merged = mergedValues(before, values, now.value)
        if ('both' in merged) {
          return refused(
            t(
              'Another window changed {values} since this one read it. Nothing was saved: close the ' +
                'dialog, open it again and make your change once more',
              { values: listed(merged.both) },
            ),
          )
        }
        const unsafe = unsafeOne(merged.values)
        if (unsafe) {
          return refused(
            t('{name} looks like a secret: secrets are never kept here', { name: unsafe.name }),
          )
        }
        if (merged.values.length > mostValues) {
          return refused(t('There can be {most} values at most', { most: mostValues }))
        }
        return writeInTurn(merged.values)
      }),

    takeRules: (pairs) =>
      inTurn(async () => {
        const now = await readInTurn()
        if (!now.ok) return now
        const next = withPairRules(now.value, pairs, randomUUID)
        return next === now.value ? success(undefined) : writeInTurn(next)
      }),
  }
}
