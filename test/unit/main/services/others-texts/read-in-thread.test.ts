import { expect, it } from 'vitest'
import { readSetUpFile } from '../../../../../src/core/set-up-file/read'
import { createReadInThread } from '../../../../../src/main/services/others-texts/read-in-thread'
import {
  readText,
  type TextQuestion,
  type TextReading,
} from '../../../../../src/main/services/others-texts/read-text'
import { threadInPlace } from '../../../../support/services/thread-in-place'

const text = '{"format":"sso-workbench/set-up","version":1}'
const page = (json: string) => ({
  what: 'identities' as const,
  paths: { schemas: new Map(), usual: [['email']] },
  body: Buffer.from(json),
  contentType: 'application/json',
})

it('reads in one thread what this one would read, and what it refuses with its reasons', async () => {
  let begun = 0
  const { readSetUp, readPeoplePage } = createReadInThread(() => {
    begun += 1
    return threadInPlace<TextQuestion, never, TextReading>(
      (question) => Promise.resolve(structuredClone(readText(question))),
      { sent: () => undefined },
    )
  })
  const both = await Promise.all([readSetUp(text), readSetUp('{')])
  expect(both).toEqual([readSetUpFile(text), readSetUpFile('{')])
  expect(both.map(({ ok }) => ok)).toEqual([true, false])
  expect(await readPeoplePage(page('[{"id":"p"},7]'))).toEqual({
    ok: true,
    entries: 2,
    people: [{ id: 'p', addresses: [], emergencyFor: [] }],
    sessions: [],
  })
  expect(await readPeoplePage(page('[{'))).toEqual({
    ok: false,
    why: 'it is not JSON, or was cut off',
  })
  expect(begun).toBe(1)
})

it('says so where the thread ended before it had read', async () => {
  const { readSetUp, readPeoplePage } = createReadInThread(() => {
    let exit: () => void = () => undefined
    return {
      send: () => void setImmediate(() => exit()),
      onMessage: () => undefined,
      onExit: (listener) => void (exit = listener),
      stop: () => undefined,
    }
  })
  expect(await readSetUp(text)).toEqual({
    ok: false,
    problems: ['The file is too large to be read'],
  })
  expect(await readPeoplePage(page('[]'))).toEqual({
    ok: false,
    why: 'it is too large to be read',
  })
})
