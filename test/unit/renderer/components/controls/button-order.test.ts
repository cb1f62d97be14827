import { flushPromises, mount } from '@vue/test-utils'
import { NButton } from 'naive-ui'
import { expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import AppDialog from '../../../../../src/renderer/components/dialogs/AppDialog.vue'
import ButtonReason from '../../../../../src/renderer/components/controls/ButtonReason.vue'
import type { Platform } from '../../../../../src/core/app/commands/app-command'
import { providePlatform } from '../../../../../src/renderer/composables/provided'

/** A dialog as they are written: a reason, `Cancel`, and what does it last. */
function show(platform: Platform) {
  const busy = ref(false)
  const done = ref(false)
  const footer = () => [
    h(ButtonReason, { id: 'why', text: 'Why not' }),
    ...(busy.value ? [] : [h(NButton, null, () => 'Cancel')]),
    h(NButton, { type: 'primary' }, () => 'Create'),
  ]
  const closed = () => [h(NButton, null, () => 'Close')]
  mount(
    defineComponent(() => {
      providePlatform(() => platform)
      return () =>
        h(AppDialog, { title: 'New' }, { footer: done.value ? closed : footer, default: () => '' })
    }),
    { attachTo: document.body },
  )
  return { busy, done }
}

const shown = () =>
  [...document.querySelectorAll('.foot > :not(.aside)')].map((each) => each.textContent?.trim())

it.each([
  ['win32', ['Why not', 'Create', 'Cancel']],
  ['darwin', ['Why not', 'Cancel', 'Create']],
  ['linux', ['Why not', 'Cancel', 'Create']],
] as const)('has the buttons in the order of %s', (platform, order) => {
  show(platform)
  expect(shown()).toEqual(order)
})

it('follows what is shown', async () => {
  const { busy, done } = show('win32')
  busy.value = true
  await flushPromises()
  expect(shown()).toEqual(['Why not', 'Create'])
  done.value = true
  await flushPromises()
  expect(shown()).toEqual(['Close'])
})
