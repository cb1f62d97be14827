import { t } from '../../../../../core/language/translate'
import { givenOf } from '../../../../../core/mapper/kratos/run'
import { errorNote } from '../../../../components/notes/error-texts'
import { explanationOf, meaningOf, type TextProblem } from '../text/problems'
import type { RunInput, ShownRun } from './use-run'

/** How the last good run's input differs. */
export function lastGoodWords(good: RunInput, now: RunInput): string {
  if (good.text !== now.text) {
    return t('Last good result, before line {line} changed', {
      line: firstChangedLine(good.text, now.text),
    })
  }
  const differs = (name: 'claims' | 'form') =>
    JSON.stringify(good[name]) !== JSON.stringify(now[name])
  if (differs('claims')) {
    return givenOf(now.claims) === 'scim'
      ? t('Last good result, with another user')
      : t('Last good result, with other claims')
  }
  return differs('form')
    ? t('Last good result, with other values typed in the form')
    : t('Last good result, with another identity')
}

/** First differing line, from 1. */
export function firstChangedLine(before: string, after: string): number {
  const old = before.split('\n')
  const at = after.split('\n').findIndex((line, index) => line !== old[index])
  return at < 0 ? old.length : at + 1
}

export interface FailureWords {
  readonly title: string
  readonly place?: string
  readonly text: string
  readonly fix?: string
}

/** A failed run: what happened, where, and what it means for people. */
export function failureWords(problem: TextProblem): FailureWords {
  const { error, words, finding } = problem
  if (!error) return { title: problem.message, text: '' }
  const known = errorNote(error)
  const meaning = meaningOf(error, problem.given)
  const isMapper = error.code === 'mapper.syntax' || error.code === 'mapper.runtime'
  const remark = finding && finding.message !== error.message ? `${finding.message}.` : undefined
  const why = explanationOf(problem)?.why
  return {
    title:
      isMapper || error.code === 'mapper.output-shape' ? firstLine(error.message) : known.title,
    ...(words === undefined ? {} : { place: words }),
    text: [remark, isMapper ? why : known.todo, meaning].filter(Boolean).join(' '),
    ...(finding?.fix ? { fix: finding.fix.title } : {}),
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text

export function timeWords(shown: ShownRun | undefined): string {
  const milliseconds = shown?.run.evaluation?.milliseconds
  if (milliseconds === undefined) return ''
  return milliseconds < 1 ? '< 1 ms' : `${Math.round(milliseconds)} ms`
}
