import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { sweepLeftovers } from '../../../../../src/main/files/store/leftovers'
import { temporaryFolder } from '../../../../support/services/temporary'

let folder: string
const names = ['one.json', 'one.json.123', 'two.json.456', 'one.json.damaged-1', 'one.lock.7']

beforeEach(async () => {
  folder = await temporaryFolder()
  for (const name of names) await writeFile(join(folder, name), '')
})

const left = async () => (await readdir(folder)).toSorted()
const without = (...gone: string[]) => names.filter((name) => !gone.includes(name)).toSorted()

test('removes what interrupted writes left, and nothing else', async () => {
  await sweepLeftovers(folder, 0)
  expect(await left()).toEqual(without('one.json.123', 'two.json.456'))
})

test('of one file only, where it is asked so', async () => {
  await sweepLeftovers(folder, 0, 'one.json.')
  expect(await left()).toEqual(without('one.json.123'))
})

test('removes files whose time is ahead of the clock, if nobody else writes', async () => {
  const ahead = new Date(Date.now() + 60_000)
  for (const name of names) await utimes(join(folder, name), ahead, ahead)
  await sweepLeftovers(folder, 0)
  expect(await left()).toEqual(without('one.json.123', 'two.json.456'))
})

test('leaves what is young enough to be in the middle of a write', async () => {
  const before = new Date(Date.now() - 2 * 60 * 60_000)
  await utimes(join(folder, 'two.json.456'), before, before)
  await sweepLeftovers(folder, 60 * 60_000)
  expect(await left()).toEqual(without('two.json.456'))
})

test('a folder that is not there is nothing to sweep', async () => {
  await expect(sweepLeftovers(join(folder, 'none'), 0)).resolves.toBeUndefined()
})
