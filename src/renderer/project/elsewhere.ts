import { proxyRefs, shallowRef } from 'vue'
import { listMoved, type Moved } from '../../core/conflict/rebase'
import type { Snapshot } from '../../core/model/snapshot'

const nameOf = ({ target }: Moved) => `${target.kind} ${target.key}`

/** What readings of one project found changed elsewhere, until the person has taken note of it. */
export function createElsewhere() {
  const moved = shallowRef<readonly Moved[]>([])

  /** Adds what differs between two readings; of what is known from two the later one counts. */
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
