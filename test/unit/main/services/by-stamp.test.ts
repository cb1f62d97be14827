import { expect, it, vi } from 'vitest'
import { createByStamp } from '../../../../src/main/services/by-stamp'

it('works out once what stands on one stamp, and again what there was nothing of', async () => {
  const known = createByStamp<string>()
  const workOut = vi.fn(() => Promise.resolve<string | undefined>('one'))
  const ask = (stamp: string) => known('project' as never, stamp, workOut)
  expect([await ask('a'), await ask('a'), workOut.mock.calls.length]).toEqual(['one', 'one', 1])
  workOut.mockResolvedValue(undefined)
  expect([await ask('b'), await ask('b'), workOut.mock.calls.length]).toEqual([
    undefined,
    undefined,
    3,
  ])
  workOut.mockResolvedValue('two')
  expect(await ask('b')).toBe('two')
})
