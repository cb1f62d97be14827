import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import AppDialog from '../../../../../src/renderer/components/dialogs/AppDialog.vue'
import HelpHost from '../../../../../src/renderer/app/dialogs/HelpHost.vue'
import { useUiStore } from '../../../../../src/renderer/stores/ui'

const mounted: VueWrapper[] = []
function keep<Wrapper extends VueWrapper>(wrapper: Wrapper): Wrapper {
  mounted.push(wrapper)
  return wrapper
}
const showHost = () => keep(mount(HelpHost, { attachTo: document.body }))
const showDialog = (title: string) =>
  keep(mount(AppDialog, { props: { title }, attachTo: document.body }))
const titles = () =>
  [...document.querySelectorAll('dialog h2')].map(({ textContent }) => textContent)
const isBeside = () => document.querySelector('aside[aria-label="Help"]') !== null
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount()
})

it('stands beside the screen, and over a dialog', async () => {
  const ui = useUiStore()
  showHost()
  ui.showHelp({ page: 'main' })
  await flushPromises()
  expect(isBeside()).toBe(true)
  ui.closeHelp()
  showDialog('Form')
  ui.showHelp({ page: 'main' })
  await flushPromises()
  expect(titles()).toContain('Help')
  expect(isBeside()).toBe(false)
})

it('waits for a dialog that is still loading, since the one that opens last is the topmost', async () => {
  const ui = useUiStore()
  showHost()
  ui.open({ name: 'palette' })
  ui.showHelp({ page: 'main' })
  await flushPromises()
  expect([titles(), isBeside()]).toEqual([[], false])
  showDialog('Late')
  await flushPromises()
  expect(titles().toSorted()).toEqual(['Help', 'Late'])
})

it('takes its place beside the screen where the dialog never comes', async () => {
  const ui = useUiStore()
  showHost()
  ui.open({ name: 'palette' })
  ui.showHelp({ page: 'main' })
  await flushPromises()
  ui.close()
  await flushPromises()
  expect(isBeside()).toBe(true)
})
