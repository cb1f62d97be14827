import { expect, test } from 'vitest'
import { difference, stateText } from './compare'
import { kindsAt, rowsOf, steps, type CoverageRow, type Part, type Step } from './coverage'
import type { EmulatorState } from '../../emulator'

const asAsked = 'as asked'

/** Milliseconds for the journeys of one world: some hundred publishes, on a machine with much else to do. */
export const patience = 600_000

/** What became of each step of each field, by kind. Filled while the benches run, then judged. */
export interface Outcomes {
  /** @param problem what is wrong, in words; a step counts as good only if nothing ever is. */
  note(row: CoverageRow, step: Step, kind: string, problem: string | undefined): void
  of(row: CoverageRow, step: Step): Readonly<Record<string, string>>
}

export function createOutcomes(): Outcomes {
  const seen = new Map<string, Record<string, string>>()
  const place = (row: CoverageRow, step: Step) => `${row.part} ${row.field.name} ${step}`
  return {
    note(row, step, kind, problem) {
      const kinds = seen.get(place(row, step)) ?? {}
      const before = kinds[kind] ?? asAsked
      kinds[kind] = before === asAsked ? (problem ?? asAsked) : before
      seen.set(place(row, step), kinds)
    },
    of: (row, step) => seen.get(place(row, step)) ?? {},
  }
}

/** One test for each field and step: it was done with every kind that has it, and came out right. */
export function judge(part: Part, outcomes: Outcomes, only?: readonly string[]): void {
  for (const row of rowsOf(part)) {
    for (const step of steps) {
      const name = row.tests[step]
      const kinds = kindsAt(row, step).filter((kind) => only === undefined || only.includes(kind))
      if (name === undefined || kinds.length === 0) continue
      test(name, () => {
        const expected = Object.fromEntries(kinds.map((kind) => [kind, asAsked]))
        expect(outcomes.of(row, step)).toEqual(expected)
      })
    }
  }
}

/** What goes wrong in `work`, as a problem in words. */
export async function problemOf(
  work: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await work()
  } catch (error) {
    return `it failed: ${String(error)}`
  }
}

/** Where a state is not `before` with a change, to the byte. */
export function beyond(
  before: EmulatorState,
  after: EmulatorState,
  change: (state: EmulatorState) => void,
): string | undefined {
  const expected = structuredClone(before)
  change(expected)
  return difference(stateText(after), stateText(expected))
}
