import type { z } from 'zod'
import type { noticeSchema } from '../../../core/ipc/app-state'

export type Notice = z.infer<typeof noticeSchema>

/** What went wrong beside the main thing and must be told. */
export interface Notices {
  /** A notice with the same id is told once. */
  add(notice: Notice): void
  list(): Notice[]
}

/** @param onAdd tells the window at once; what comes before it listens is in `list`. */
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
