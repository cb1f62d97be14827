import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import ViewRail from '../../../../src/renderer/app/ViewRail.vue'
import { useUiStore } from '../../../../src/renderer/stores/ui'

beforeEach(() => setActivePinia(createPinia()))

it('goes back from a mapper to the view that it was opened from', () => {
  const ui = useUiStore()
  ui.openMapper('oidc:a')
  ui.closeMapper()
  expect(ui.view).toBe('main')
  ui.show('mappers')
  ui.openMapper('oidc:a', 12)
  expect([ui.view, ui.mapperConnectionKey, ui.mapperPlace]).toEqual(['mapper', 'oidc:a', 12])
  // From one mapper to the next is no way back.
  ui.openMapper('oidc:b')
  expect(ui.mapperPlace).toBeUndefined()
  ui.closeMapper()
  expect([ui.view, ui.mapperConnectionKey]).toEqual(['mappers', undefined])
})

it('begins another project on the main screen', () => {
  const ui = useUiStore()
  ui.show('mappers')
  ui.openMapper('oidc:a', 12)
  ui.reset()
  expect([ui.view, ui.mapperConnectionKey, ui.mapperPlace]).toEqual(['main', undefined, undefined])
})

it('marks the mappers in the rail while one is open, wherever it was opened from', async () => {
  const ui = useUiStore()
  const wrapper = mount(ViewRail)
  const names = wrapper.findAll('button').map((button) => button.attributes('aria-label'))
  expect(names).toEqual(['Organizations and connections', 'Mappers', 'Publish history', 'Settings'])
  const current = () => wrapper.find('[aria-current="page"]').attributes('aria-label')
  expect(current()).toBe('Organizations and connections')
  ui.openMapper('oidc:a')
  await nextTick()
  expect(current()).toBe('Mappers')
  ui.closeMapper()
  await nextTick()
  expect(current()).toBe('Organizations and connections')
})
