import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Component } from 'vue'
import { success } from '../../../../src/core/errors/result'
import { setBridge } from '../../../support/page/bridge'
import NewConnectionDialog from '../../../../src/renderer/features/connection/NewConnectionDialog.vue'
import NewOrganizationDialog from '../../../../src/renderer/features/organization/NewOrganizationDialog.vue'
import NewLinkForm from '../../../../src/renderer/features/portal-links/NewLinkForm.vue'
import ReviewDialog from '../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { showProject } from '../../../support/page/project'

async function show(component: Component, props: Record<string, unknown> = {}) {
  setBridge({
    request: () => Promise.resolve(success({})),
  })
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  showProject(snapshot)
  mount(component, { attachTo: document.body, props })
  await flushPromises()
}

const dialogs: [string, Component, string, Record<string, unknown>][] = [
  ['a new organization', NewOrganizationDialog, 'Create', {}],
  ['a new connection', NewConnectionDialog, 'Create', {}],
  ['the review', ReviewDialog, 'Publish', {}],
]

/** The text that a button is described by, and whether a change of it is announced. */
function reasonOf(name: string) {
  const button = [...document.querySelectorAll('button')].find(
    (item) => item.textContent?.trim() === name,
  )
  const id = button?.getAttribute('aria-describedby') ?? ''
  const element = document.getElementById(id)
  const isAnnounced =
    element?.getAttribute('aria-live') === 'polite' || element?.getAttribute('role') === 'status'
  return { disabled: button?.disabled, text: element?.textContent?.trim(), isAnnounced }
}

it.each(dialogs)('%s says why its button is disabled, at the button and aloud', async (...of) => {
  const [, component, name, props] = of
  await show(component, props)
  const reason = reasonOf(name)
  expect(reason).toMatchObject({ disabled: true, isAnnounced: true })
  expect(reason.text).toMatch(/\w+ \w+/)
})

it('a new portal link says why, and is described by nothing once it can be made', async () => {
  await show(NewLinkForm, { hosts: [{ hostname: 'calm.example' }], disabled: false })
  expect(reasonOf('Create link').disabled).toBe(false)
  expect(reasonOf('Create link').text).toBeUndefined()
  document.querySelector<HTMLInputElement>('[role="switch"]')?.click()
  await flushPromises()
  const reason = reasonOf('Create link')
  expect(reason).toMatchObject({ disabled: true, isAnnounced: true })
  expect(reason.text).toMatch(/\w+ \w+/)
})
