import { expect, it } from 'vitest'
import { readSetUpFile, type SetUpReading } from '../../../../../src/core/set-up-file/read'
import { createReadInThread } from '../../../../../src/main/services/compare/read-in-thread'
import { threadInPlace } from '../../../../support/services/thread-in-place'

const text = '{"format":"sso-workbench/set-up","version":1}'

it('reads in a thread what this one would read, and what it refuses with its reasons', async () => {
  let begun = 0
  const read = createReadInThread(() => {
    begun += 1
    return threadInPlace<string, never, SetUpReading>(
      (given) => Promise.resolve(structuredClone(readSetUpFile(given))),
      { sent: () => undefined },
    )
  })
  const both = await Promise.all([read(text), read('{')])
  expect(both).toEqual([readSetUpFile(text), readSetUpFile('{')])
  expect(both.map(({ ok }) => ok)).toEqual([true, false])
  expect(begun).toBe(1)
})

it('says so where the thread ended before it had read', async () => {
  const read = createReadInThread(() => {
    let exit: () => void = () => undefined
    return {
      send: () => void setImmediate(() => exit()),
      onMessage: () => undefined,
      onExit: (listener) => void (exit = listener),
      stop: () => undefined,
    }
  })
  expect(await read(text)).toEqual({
    ok: false,
    problems: ['The file is too large to be read'],
  })
})
