import { expect, it, vi } from 'vitest'

const electron = vi.hoisted(() => ({ setAboutPanelOptions: vi.fn<(options: any) => void>() }))
vi.mock('electron', () => ({
  app: {
    getName: () => 'SSO Workbench',
    getVersion: () => '1.2.3',
    setAboutPanelOptions: electron.setAboutPanelOptions,
  },
}))
const { describeApp } = await import('../../../../src/main/app/about')

it('names the app, its version and licence, and what it runs on', () => {
  describeApp()
  const [options] = electron.setAboutPanelOptions.mock.calls[0] ?? []
  expect(options).toMatchObject({ applicationName: 'SSO Workbench', applicationVersion: '1.2.3' })
  expect(options.copyright).toContain('MIT')
  expect(options.credits).toContain(`Node ${process.versions.node}`)
})
