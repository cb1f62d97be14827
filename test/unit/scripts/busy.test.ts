import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { expect, test } from 'vitest'
import { processorsInUse, roomBeside } from '../../../scripts/lib/busy.mjs'

test('others may slow work of all processors by their part of the machine', () => {
  expect(roomBeside(1, 2)).toBe(1.5)
  expect(roomBeside(2, 2)).toBe(2)
  expect(roomBeside(1, 8)).toBe(1.125)
})

test('what any system does by itself gives no room', () => {
  expect(roomBeside(0.09, 2)).toBe(1)
})

test('a program that never rests is seen', async () => {
  const busy = spawn(process.execPath, ['-e', 'process.stdout.write("x"); for (;;);'])
  await once(busy.stdout, 'data')
  const inUse = await processorsInUse(50)
  busy.kill('SIGKILL')
  expect(inUse).toBeGreaterThan(0.5)
  expect(inUse).toBeLessThanOrEqual(cpus().length)
})
