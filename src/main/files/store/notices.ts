import type { z } from 'zod'
import type { noticeSchema } from '../../../core/ipc/app-state'

export type Notice = z.infer<typeof noticeSchema>

/** Problems to be shown although the main operation succeeded. */
export interface Notices {
  /** A notice with the same id is only added once. */
  add(notice: Notice): void
  list(): Notice[]
}

/** @param onAdd notifies the window; earlier notices are in `list`. */
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
