import type { RunningApp } from './app'

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

export interface Heard {
  /** What has the focus; in a list, or a field with one, the option that it is on as well. */
  readonly focus: string
  /** Texts of the live regions, which are read as they change. */
  readonly told: readonly string[]
}

/** What a screen reader is given of the window now. */
export async function listen(running: RunningApp): Promise<Heard> {
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
