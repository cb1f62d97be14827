import { Comment, Fragment, Text, type FunctionalComponent, type VNode } from 'vue'
import type { Platform } from '../../../core/app/commands/app-command'
import ButtonReason from './ButtonReason.vue'

/** The rendered nodes of a slot, without comments. */
function drawn(nodes: readonly VNode[]): VNode[] {
  return nodes.flatMap((node) => {
    if (node.type === Comment) return []
    // The children of a fragment are nodes.
    return node.type === Fragment ? drawn(node.children as VNode[]) : [node]
  })
}

const isText = ({ type }: VNode) =>
  type === Text || type === ButtonReason || (typeof type === 'string' && type !== 'button')

function inSystemOrder(nodes: readonly VNode[], platform: Platform): VNode[] {
  if (platform !== 'win32') return [...nodes]
  const all = drawn(nodes)
  return [...all.filter(isText), ...all.filter((node) => !isText(node)).toReversed()]
}

/** Buttons of a dialog in system order: primary last on macOS and GNOME, first on Windows. Text stays before the buttons. */
export const SystemOrder: FunctionalComponent<{
  readonly nodes: readonly VNode[]
  readonly platform: Platform
}> = ({ nodes, platform }) => inSystemOrder(nodes, platform)
SystemOrder.props = ['nodes', 'platform']
