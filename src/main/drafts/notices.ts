import type { z } from 'zod'
import type { noticeSchema } from '../../core/ipc/contract'

export type Notice = z.infer<typeof noticeSchema>

/** What went wrong beside the main thing; the window asks for all of it with `app.read`. */
export interface Notices {
  /** A notice with the same id is told once. */
  add(notice: Notice): void
  list(): Notice[]
}

export function createNotices(): Notices {
  const notices = new Map<string, Notice>()
  return {
    add: (notice) => void (notices.has(notice.id) || notices.set(notice.id, notice)),
    list: () => [...notices.values()],
  }
}
