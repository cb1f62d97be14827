import { z } from 'zod'
import { callIdSchema } from './ids'
import type { AnswerPart } from './parts'

/** Requests about answers that are too long for one message. */
export const answerRequests = {
  /** A part of the answer to another call of the same window, from 0; each can be had once. */
  'answer.rest': {
    input: z.object({ callId: callIdSchema, part: z.number().int().nonnegative() }),
    // Made by main and trusted.
    output: z.custom<AnswerPart>(),
  },
} as const
