import { proxyRefs, shallowRef } from 'vue'
import { listMoved, type Moved } from '../../core/draft/rebase'
import type { Snapshot } from '../../core/model/snapshot'

const nameOf = ({ target }: Moved) => `${target.kind} ${target.key}`

/** Changes by others that reads of one project found, until the person dismisses them. */
export function createElsewhere() {
  const moved = shallowRef<readonly Moved[]>([])

  /** Adds the differences between two reads; for an entity in both lists the later entry counts. */
  function add(before: Snapshot | undefined, now: Snapshot): void {
    if (!before || before.incomplete || now.incomplete) return
    const found = listMoved(before, now)
    const names = new Set(found.map(nameOf))
    moved.value = [...moved.value.filter((item) => !names.has(nameOf(item))), ...found]
  }

  function forget(): void {
    moved.value = []
  }

  return proxyRefs({ moved, add, forget })
}
