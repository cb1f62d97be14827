import { beforeEach, describe, expect, it, vi } from 'vitest'
import { askYesOrNo, yesOrNoOptions } from '../../../../src/main/app/ask-yes-or-no'
import { playElectron } from '../../../support/services/electron'

const electron = {
  showMessageBox: vi.fn<(...args: any[]) => Promise<{ response: number }>>(),
  windows: [] as unknown[],
}
playElectron({
  dialog: { showMessageBox: electron.showMessageBox },
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => electron.windows },
})

const question = {
  type: 'warning',
  message: 'Unlock it?',
  detail: 'It is locked.',
  yes: 'Unlock',
} as const

describe('the order of the buttons', () => {
  it.each([
    ['win32', ['Unlock', 'Cancel']],
    // The first one stands at the right there.
    ['darwin', ['Unlock', 'Cancel']],
    ['linux', ['Cancel', 'Unlock']],
  ] as const)('is that of %s, and neither Enter nor Escape does it', (platform, buttons) => {
    const { options, yesId } = yesOrNoOptions(question, platform)
    expect(options.buttons).toEqual(buttons)
    expect(options.buttons?.[yesId]).toBe('Unlock')
    expect([options.defaultId, options.cancelId]).toEqual([1 - yesId, 1 - yesId])
  })

  it('takes other words for what leaves all as it is', () => {
    expect(yesOrNoOptions({ ...question, no: 'Keep open' }, 'win32').options.buttons).toEqual([
      'Unlock',
      'Keep open',
    ])
  })
})

describe('the answer', () => {
  beforeEach(() => {
    electron.windows = []
    electron.showMessageBox.mockReset()
  })

  it('is asked for in front of the window, where there is one', async () => {
    const { yesId } = yesOrNoOptions(question, process.platform)
    electron.showMessageBox.mockResolvedValue({ response: yesId })
    expect(await askYesOrNo(question)).toBe(true)
    electron.windows = ['window']
    electron.showMessageBox.mockResolvedValue({ response: 1 - yesId })
    expect(await askYesOrNo(question)).toBe(false)
    const owners = electron.showMessageBox.mock.calls.map((call) => call.length)
    expect(owners).toEqual([1, 2])
  })
})

it('says names of others in one line, as they are written', () => {
  const message = 'Unlock Acme\u202Enoitcudorp\u2069?\n\nNothing is locked.'
  const detail = 'These may be written then, too:\nAcme \u202Egnigats\u0007'
  const { options } = yesOrNoOptions({ ...question, message, detail }, 'linux')
  expect(options.message).toBe('Unlock Acme noitcudorp ? Nothing is locked.')
  expect(options.detail).toBe('These may be written then, too:\nAcme  gnigats ')
})
