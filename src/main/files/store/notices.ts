import type { z } from 'zod'
import type { noticeSchema } from '../../../core/ipc/app-state'

export type Notice = z.infer<typeof noticeSchema>

/** Problems to show although the main operation succeeded. */
export interface Notices {
  /** Ignores a known ID. */
  add(notice: Notice): void
  list(): Notice[]
}

/** Earlier notices are in `list`. */
export function createNotices(onAdd: (notice: Notice) => void = () => undefined): Notices {
  const notices = new Map<string, Notice>()
  return {
    add(notice) {
      if (notices.has(notice.id)) return
      notices.set(notice.id, notice)
      onAdd(notice)
    },
    list: () => [...notices.values()],
  }
}
