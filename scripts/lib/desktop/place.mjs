// Where a session keeps what it throws away at its end: user data folders, homes and all else that is temporary.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Bytes that must be free: several times what the tests hold at a time. */
const roomForTests = 2 * 1024 ** 3

const newFolder = (parent) => mkdtempSync(join(parent, 'sso-workbench-'))

/**
 * Makes a folder for a session.
 *
 * @param {object} [options]
 * @param {boolean} [options.inMemory] in memory where that has room and lets programs run: what the app writes waits for the
 *   disk each time, which took a third of the time of many tests. Not for what measures the app.
 * @param {string} [options.memory] a folder whose files are in memory
 * @param {number} [options.room] bytes that must be free there
 */
export function newPlace({ inMemory = false, memory = '/dev/shm', room = roomForTests } = {}) {
  return (inMemory ? placeIn(memory, room) : undefined) ?? newFolder(tmpdir())
}

function placeIn(memory, room) {
  let place
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (Math.min(bavail * bsize, freemem()) < room) return undefined
    place = newFolder(memory)
    // Tests start programs that they wrote, which a file system may forbid.
    const program = join(place, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
    const { status } = spawnSync(program, { stdio: 'ignore' })
    rmSync(program)
    if (status === 0) return place
  } catch {
    // No such folder, or not for this user.
  }
  if (place !== undefined) rmSync(place, { recursive: true, force: true })
  return undefined
}
