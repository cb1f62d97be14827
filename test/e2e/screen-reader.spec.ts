import { listen } from '../support/window/screen-reader'
import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'

/** What a person does by keys, and what they then hear: the object with the focus, by its role, name and state. */
type Step = { readonly hears: RegExp } & (
  { readonly press: string } | { readonly type: string } | { readonly tabTo: string | RegExp }
)

/** The main job: a project is opened, a connection found and its label changed, and the change reviewed. */
const path: readonly Step[] = [
  { press: 'ControlOrMeta+k', hears: /^combobox "Find a project", expanded > option "Northwind/ },
  { type: 'northwind stag', hears: /= northwind stag, .*> option "Northwind Staging.*", selected/ },
  { press: 'Enter', hears: /./ },
  { press: 'ControlOrMeta+f', hears: /^searchbox "Filter connections"/ },
  { type: 'pilot', hears: /^searchbox "Filter connections", = pilot/ },
  { press: 'ArrowDown', hears: /^listbox "Connections".* > option "Pilot Keycloak/ },
  { press: 'Enter', hears: /^textbox "Label", = Pilot Keycloak/ },
  { press: 'ControlOrMeta+a', hears: /^textbox "Label"/ },
  { type: 'Pilot Keycloak 26', hears: /^textbox "Label", = Pilot Keycloak 26/ },
  { press: 'ControlOrMeta+Shift+r', hears: /./ },
  { tabTo: /^Include /, hears: /^checkbox "Include Pilot Keycloak 26", checked/ },
  { tabTo: 'Publish', hears: /^button "Publish"/ },
]

test('the main job as a screen reader tells it @long', async ({ workbench }) => {
  const running = await workbench.openShared(demo.production.name)
  const { page } = running
  for (const step of path) {
    if ('press' in step) await page.keyboard.press(step.press)
    else if ('type' in step) await page.keyboard.type(step.type)
    else await ui.tabTo(page, step.tabTo)
    await expect
      .poll(async () => (await listen(running)).focus, JSON.stringify(step))
      .toMatch(step.hears)
  }
  await expect.poll(async () => (await listen(running)).told).toContain('1 of 1 change')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await listen(running)).told).toContain('Published')
  // The dialog is gone, and the focus is not lost with it.
  expect((await listen(running)).focus).not.toBe('')
  const { providers } = methodsOf(workbench.emulator, demo.staging.id).oidc.config
  expect(providers.find(({ id }: any) => id === 'pilot-keycloak').label).toBe('Pilot Keycloak 26')
})
