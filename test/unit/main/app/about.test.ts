import { expect, it, vi } from 'vitest'
import { describeApp } from '../../../../src/main/app/about'
import { playElectron } from '../../../support/services/electron'

const electron = { setAboutPanelOptions: vi.fn<(options: any) => void>() }
playElectron({
  app: {
    getName: () => 'SSO Workbench',
    getVersion: () => '1.2.3',
    setAboutPanelOptions: electron.setAboutPanelOptions,
  },
})

it('names the app, its version and licence, and what it runs on', () => {
  describeApp()
  const [options] = electron.setAboutPanelOptions.mock.calls[0] ?? []
  expect(options).toMatchObject({ applicationName: 'SSO Workbench', applicationVersion: '1.2.3' })
  expect(options.copyright).toContain('MIT')
  expect(options.credits).toContain(`Node ${process.versions.node}`)
})
