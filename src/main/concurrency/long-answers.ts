import { inParts, partMessage, type AnswerPart, type PartOfAnswer } from '../../core/ipc/parts'

/** Rest of answers too long for one message, until the window asks. */
export interface LongAnswers {
  /** Keeps parts; returns their number. */
  keepParts(windowId: number, callId: string, parts: readonly (PartOfAnswer | AnswerPart)[]): number
  /** Splits an answer; returns its head and the number of further parts. */
  keep(windowId: number, callId: string, value: unknown): { value: unknown; rest?: number }
  /** Returns each part once. */
  take(windowId: number, callId: string, part: number): AnswerPart | undefined
  /** Forgets a window's parts. */
  drop(windowId: number): void
}

export function createLongAnswers(): LongAnswers {
  type Part = PartOfAnswer | AnswerPart
  const kept = new Map<number, Map<string, Map<number, Part>>>()
  function keepParts(windowId: number, callId: string, parts: readonly Part[]): number {
    const calls = kept.get(windowId) ?? new Map<string, Map<number, Part>>()
    calls.set(callId, new Map(parts.entries()))
    kept.set(windowId, calls)
    return parts.length
  }
  return {
    keepParts,
    keep(windowId, callId, value) {
      const { head, parts } = inParts(value)
      if (parts.length === 0) return { value }
      return { value: head, rest: keepParts(windowId, callId, parts) }
    },
    take(windowId, callId, part) {
      const calls = kept.get(windowId)
      const parts = calls?.get(callId)
      const found = parts?.get(part)
      parts?.delete(part)
      if (parts?.size === 0) calls?.delete(callId)
      return found && ('text' in found ? found : partMessage(found))
    },
    drop: (windowId) => void kept.delete(windowId),
  }
}
