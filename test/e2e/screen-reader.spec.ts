import * as ui from '../support/window/screens'
import { demo, expect, methodsOf, test } from '../support/window/workbench'
import type { RunningApp } from '../support/window/app'

/** One object of the accessibility tree, as Chromium gives it to assistive technology. */
interface AxNode {
  readonly nodeId: string
  readonly ignored: boolean
  readonly childIds?: readonly string[]
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
  readonly value?: { readonly value: string }
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[]
}
interface AxValue {
  readonly value?: unknown
  readonly relatedNodes?: readonly { readonly backendDOMNodeId?: number }[]
}

/** The whole tree of the window in front, asked through Electron, which needs no second page as Playwright's way does. */
async function tree({ app }: RunningApp): Promise<(AxNode & { backendDOMNodeId?: number })[]> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) return []
    if (!contents.debugger.isAttached()) contents.debugger.attach()
    await contents.debugger.sendCommand('Accessibility.enable')
    const { nodes } = await contents.debugger.sendCommand('Accessibility.getFullAXTree')
    return nodes
  })
}

const said: Readonly<Record<string, string>> = {
  expanded: 'expanded',
  checked: 'checked',
  pressed: 'pressed',
  selected: 'selected',
  disabled: 'disabled',
  modal: 'modal',
}

/** `combobox "Find a project", expanded`. */
function words({ role, name, value, properties = [] }: AxNode): string {
  const states = properties.flatMap(({ name: property, value: { value: state } }) =>
    said[property] !== undefined && state !== false && state !== 'false' && state !== undefined
      ? [said[property]]
      : [],
  )
  const held = value?.value === undefined || value.value === '' ? [] : [`= ${value.value}`]
  return [`${role?.value ?? ''} "${name?.value ?? ''}"`, ...held, ...states].join(', ')
}

interface Heard {
  /** What has the focus; in a list, or a field with one, the option that it is on as well. */
  readonly focus: string
  /** Texts of the live regions, which are read as they change. */
  readonly told: readonly string[]
}

/** What a screen reader is given of the window now. */
async function listen(running: RunningApp): Promise<Heard> {
  const all = await tree(running)
  const byId = new Map(all.map((node) => [node.nodeId, node]))
  const nodes = all.filter(({ ignored }) => !ignored)
  /** A status has no name: what it says are the texts in it. */
  const textIn = (node: AxNode): string =>
    node.role?.value === 'StaticText'
      ? (node.name?.value ?? '')
      : (node.childIds ?? [])
          .flatMap((id) => byId.get(id) ?? [])
          .map(textIn)
          .join('')
  const property = (node: AxNode, wanted: string) =>
    node.properties?.find(({ name }) => name === wanted)?.value
  const focused = nodes
    .filter((node) => property(node, 'focused')?.value === true)
    // The page has the focus too, with what has it in the page.
    .findLast(({ role }) => role?.value !== 'RootWebArea')
  const active = focused && property(focused, 'activedescendant')?.relatedNodes?.[0]
  const option = active && nodes.find((node) => node.backendDOMNodeId === active.backendDOMNodeId)
  const live = nodes.filter((node) => property(node, 'live') !== undefined)
  return {
    focus: [focused, option].flatMap((node) => (node ? [words(node)] : [])).join(' > '),
    told: live.map(textIn).filter((text) => text !== ''),
  }
}

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
