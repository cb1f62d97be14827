import { expect } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder } from './app'
import type { Hands } from './hands'

/** Clicks and keys that a job took, and takes now. */
export interface Counted {
  readonly before: number
  readonly now: number
}

/** A table of jobs.md, by the name of the job. @param heading the heading that it stands under */
export function tableOf(heading: string): ReadonlyMap<string, Counted> {
  const text = readFileSync(join(appFolder, 'test/support/window/jobs.md'), 'utf8')
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return new Map(
    section.split('\n').flatMap((line) => {
      const [, name = '', before = '', now = ''] = line.split('|').map((cell) => cell.trim())
      return /^\d+$/.test(before) ? [[name, { before: Number(before), now: Number(now) }]] : []
    }),
  )
}

/**
 * Holds what was done since it was counted last to the number of a job.
 *
 * @param more done elsewhere, such as in another window
 * @param heading of the table that the job is in
 */
export function held(name: string, hands: Hands, more = 0, heading = 'Eighteen jobs'): void {
  const { now } = tableOf(heading).get(name) ?? { now: -1 }
  expect(hands.counted() + more, name).toBeLessThanOrEqual(now)
}
