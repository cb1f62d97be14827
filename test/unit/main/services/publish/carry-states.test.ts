import { expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { KeptStates } from '../../../../../src/core/model/connection-states'
import type { AppFiles } from '../../../../../src/main/files/app-files'
import { carryStates } from '../../../../../src/main/services/publish/carry-states'

const byKey = { 'oidc:a': 'disabled' } as const

async function after(kept: KeptStates | undefined): Promise<KeptStates | undefined> {
  let value = kept
  const states = () => ({
    read: () => Promise.resolve(success(value)),
    write(next: KeptStates) {
      value = next
      return Promise.resolve(success(undefined))
    },
  })
  // Only these two are asked for.
  await carryStates({ states } as unknown as Pick<AppFiles, 'states'>, 'p' as never, 'one', 'two')
  return value
}

it('lets states hold for the revision that the own publish left', async () => {
  expect(await after({ revisionId: 'one', byKey })).toEqual({ revisionId: 'two', byKey })
})

it('takes nothing over from a revision that others left, or from none', async () => {
  expect(await after({ revisionId: 'earlier', byKey })).toEqual({ revisionId: 'earlier', byKey })
  expect(await after(undefined)).toBeUndefined()
})
