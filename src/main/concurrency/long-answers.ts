import { inParts, partMessage, type AnswerPart, type PartOfAnswer } from '../../core/ipc/parts'

/** What is left of answers that are too long for one message, until the window has asked for it. */
export interface LongAnswers {
  /** Keeps the parts of an answer. @returns how many there are */
  keepParts(windowId: number, callId: string, parts: readonly (PartOfAnswer | AnswerPart)[]): number
  /** Keeps what is too much. @returns the answer's head, and how many parts there are besides */
  keep(windowId: number, callId: string, value: unknown): { value: unknown; rest?: number }
  /** Each part once; `undefined` for one that there is not, or not any more. */
  take(windowId: number, callId: string, part: number): AnswerPart | undefined
  /** Forgets what a window has not asked for. */
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
