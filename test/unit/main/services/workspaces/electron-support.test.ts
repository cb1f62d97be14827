import { describe, expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { bindKey } from '../../../../../src/main/secrets/bound-key'
import { workspaceAccount } from '../../../../../src/main/secrets/secret-store'
import { createElectronSupport } from '../../../../../src/main/services/workspaces/electron-support'
import { startBench, value } from '../../../../support/services/main-services'

/** @param says the answer of the person; nobody can be asked by default */
function standIn(says?: () => boolean) {
  const asked: string[] = []
  const support = createElectronSupport({
    builtFor: '45.5.0',
    running: '33.2.1',
    ...(says
      ? {
          ask: ({ host }) => {
            asked.push(host)
            return Promise.resolve(success(says()))
          },
        }
      : {}),
  })
  return { ...support, asked }
}
const real = 'https://api.console.ory.com'

describe('an Electron out of support', () => {
  it.each([
    ['45.5.0', '33.2.1', '33.2.1'],
    ['45.5.0', '44.9.9', '44.9.9'],
    ['45.5.0', '45.0.0', undefined],
    ['45.5.0', '46.0.0', undefined],
    ['45.5.0', '100.0.0', undefined],
  ])('where %s is expected and %s runs is %s', (builtFor, running, old) => {
    expect(createElectronSupport({ builtFor, running }).old).toBe(old)
  })

  it.each([
    real,
    'https://127.0.0.1.customer.example',
    'https://localhost.customer.example',
    'https://10.0.0.7',
    'no address',
  ])('refuses %s until a person accepts it', async (address) => {
    const refused = { ok: false, error: { code: 'electron.out-of-support', subject: '33.2.1' } }
    expect(standIn().check(address)).toMatchObject(refused)
    expect(await standIn().ask(address)).toMatchObject(refused)
    expect(await standIn(() => false).ask(address)).toMatchObject(refused)
    expect(createElectronSupport({ builtFor: '45', running: '45' }).check(address).ok).toBe(true)
  })

  it('is used with the server that a person accepted, and with no other', async () => {
    const support = standIn(() => true)
    expect((await support.ask(`${real}/`)).ok).toBe(true)
    expect(support.check(real).ok).toBe(true)
    expect(support.asked).toEqual(['api.console.ory.com'])
    expect((await support.ask(real)).ok).toBe(true)
    expect(support.asked).toHaveLength(1)
    expect(support.check('https://api.customer.example').ok).toBe(false)
    expect((await support.ask('no address')).ok).toBe(false)
  })

  it.each(['http://127.0.0.1:4000', 'https://[::1]:8443', 'http://localhost'])(
    'takes %s, which is no real workspace',
    (address) => {
      expect(standIn().check(address).ok).toBe(true)
    },
  )
})

describe('a real workspace on an Electron out of support', () => {
  it('is neither connected, nor read, nor given a new key before a person accepts it', async () => {
    let says = false
    const electron = standIn(() => says)
    const bench = await startBench({}, { electron })
    const { workspaces, emulator, files, store } = bench
    const [workspace] = value(await files.workspaces.read()) ?? []
    if (!workspace) throw new Error('There is no workspace')
    const refused = { ok: false, error: { code: 'electron.out-of-support' } }
    const connected = await workspaces.connect({ apiKey: 'ory_wak_real', apiAddress: real })
    expect(connected).toMatchObject(refused)
    // Connected on the Electron of this version, or before this was asked.
    value(await workspaces.putBack({ ...workspace, apiAddress: real }))
    emulator.clearRequests()
    const workspaceId = workspace.id
    value(await store.set(workspaceAccount(workspaceId), bindKey(real, 'ory_wak_kept')))
    expect(await workspaces.access(workspaceId)).toMatchObject(refused)
    expect(await workspaces.refresh(workspaceId)).toMatchObject(refused)
    const apiKey = 'ory_wak_new'
    expect(await workspaces.replaceKey({ workspaceId, apiKey })).toMatchObject(refused)
    expect(JSON.stringify(await store.find(''))).not.toContain('ory_wak_new')

    // A page can claim a consent; the person says no to main.
    const claimed = { apiKey: 'ory_wak_real', apiAddress: real, acceptOldElectron: true }
    expect(await workspaces.connect(claimed)).toMatchObject(refused)
    expect(electron.asked).toEqual(['api.console.ory.com'])
    says = true
    expect((await electron.ask(real)).ok).toBe(true)
    expect((await workspaces.access(workspaceId)).ok).toBe(true)
  })
})
