import { afterEach, beforeEach, expect, test } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import { createAppFiles } from '../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../src/main/files/store/notices'
import { createTeamMemories } from '../../../../src/main/services/team-memories'
import { workspaceOf } from '../../../support/services/radar-service'
import { newUserData, removeUserData } from '../../../support/window/app'

let folder = ''
beforeEach(() => void (folder = newUserData()))
afterEach(() => removeUserData(folder))

const here = 'https://api.example'
const elsewhere = 'https://console.example'
const memory = { folder: '/team', base: { live: 'a' } }

/** What is remembered of workspace `w`, which is connected at that address. */
const connectedAt = (apiAddress: string) => {
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const workspaces = { list: () => Promise.resolve([{ ...workspaceOf([]), apiAddress }]) }
  return { files, memories: createTeamMemories({ files, workspaces }) }
}

test('the folder of a workspace is none of a workspace with its id on another server', async () => {
  await connectedAt(here).memories('w').write(memory)
  expect(await connectedAt(here).memories('w').read()).toMatchObject(success(memory))
  expect(await connectedAt(elsewhere).memories('w').read()).toEqual(success(undefined))
})

test('the folder that an earlier version remembered is of the first server it is written for', async () => {
  const { files, memories } = connectedAt(here)
  await files.teamFolder('w').write(memory)
  expect(await memories('w').read()).toEqual(success(memory))
  await memories('w').write(memory)
  expect(await connectedAt(elsewhere).memories('w').read()).toEqual(success(undefined))
})
