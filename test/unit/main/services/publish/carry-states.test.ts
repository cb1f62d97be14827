import { afterEach, expect, it, vi } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { KeptStates } from '../../../../../src/core/model/connection-states'
import type { AppFiles } from '../../../../../src/main/files/app-files'
import { carryStates } from '../../../../../src/main/services/publish/carry-states'

const byKey = { 'oidc:a': 'disabled' } as const

const write = vi.fn()
afterEach(() => write.mockClear())

/** What is kept after a publish that found one revision and left another. */
async function after(
  kept: KeptStates | undefined,
  [before, left]: readonly [string, string] = ['one', 'two'],
): Promise<KeptStates | undefined> {
  let value = kept
  const states = () => ({
    read: () => Promise.resolve(success(value)),
    write(next: KeptStates) {
      write(next)
      value = next
      return Promise.resolve(success(undefined))
    },
  })
  // Only these two are asked for.
  await carryStates({ states } as unknown as Pick<AppFiles, 'states'>, 'p' as never, before, left)
  return value
}

it('lets states hold for the revision that the own publish left', async () => {
  expect(await after({ revisionId: 'one', byKey })).toEqual({ revisionId: 'two', byKey })
})

it('takes nothing over from a revision that others left, or from none', async () => {
  expect(await after({ revisionId: 'earlier', byKey })).toEqual({ revisionId: 'earlier', byKey })
  expect(await after(undefined)).toBeUndefined()
})

it('writes nothing where the publish left the revision that it found', async () => {
  const kept = { revisionId: 'one', byKey }
  expect(await after(kept, ['one', 'one'])).toBe(kept)
  expect(write).not.toHaveBeenCalled()
})
