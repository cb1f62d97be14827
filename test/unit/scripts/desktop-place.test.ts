import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { newPlace } from '../../../scripts/lib/desktop/place.mjs'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Stands in for a file system in memory. */
function otherFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'))
  made.push(folder)
  return folder
}

function parentOf(options?: Parameters<typeof newPlace>[0]): string {
  const place = newPlace(options)
  made.push(place)
  expect(readdirSync(place)).toEqual([])
  return dirname(place)
}

test('a session keeps what is temporary on the disk, unless it asks for memory', () => {
  const memory = otherFolder()
  expect(parentOf()).toBe(tmpdir())
  expect(parentOf({ memory, room: 1 })).toBe(tmpdir())
  expect(parentOf({ inMemory: true, memory, room: 1 })).toBe(memory)
})

test('a session keeps it on the disk where memory has too little room, or there is none', () => {
  const memory = otherFolder()
  expect(parentOf({ inMemory: true, memory, room: Number.MAX_SAFE_INTEGER })).toBe(tmpdir())
  expect(parentOf({ inMemory: true, memory: join(memory, 'none'), room: 1 })).toBe(tmpdir())
  expect(readdirSync(memory)).toEqual([])
})
