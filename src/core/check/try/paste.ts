import { t } from '../../language/translate'
import { withoutTokens } from '../../model/without-tokens'
import { findJson } from '../../model/find-json'
import { placeOf, scanJson } from '../../model/json-scan'
import { textMember, type JsonObject } from '../../model/json'
import { findDebugPayload, objectOf } from './payload'

/** Characters. */
export const mostPastedResult = 1024 * 1024

export type PastedResult =
  | { readonly ok: true; readonly payload: JsonObject; readonly note?: string }
  | { readonly ok: false; readonly why: string }

const refused = (why: string): PastedResult => ({ ok: false, why })

/**
 * Reads a pasted test result: flow, `test_context` or payload, with or without text around it. Messages never quote
 * it. Notes a flow other than `flowId`.
 */
export function readPastedResult(pasted: string, flowId?: string): PastedResult {
  const text = pasted.trim()
  if (text === '') return refused(t('Paste what the browser shows first.'))
  if (text.length > mostPastedResult) {
    return refused(t('The text is larger than 1 MB, so it was not read.'))
  }
  const json = findJson(text)?.object
  if (!json) return refused(whyNoJson(text))
  const payload = findDebugPayload(json)
  if (!payload) return refused(whyNoPayload(json))
  const id = textMember(json, 'id')
  const isOther = flowId !== undefined && id !== undefined && id !== flowId
  const note = t('This is the result of another test sign-in than the one that was begun here.')
  return { ok: true, payload: withoutTokens(payload).payload, ...(isOther ? { note } : {}) }
}

function whyNoJson(text: string): string {
  const start = text.indexOf('{')
  if (start === -1) {
    return t(
      'There is no JSON in this text. Open the address of the result in the browser in which you signed in, and copy the whole page.',
    )
  }
  const scan = scanJson(text, start)
  if (scan.ok)
    return t(
      'There is no result in this text. Copy the whole page, from the first brace to the last.',
    )
  const { line, column } = placeOf(text, scan.offset)
  return t(
    'The JSON has a mistake in line {line}, column {column}: {mistake}. Copy the whole page.',
    { line, column, mistake: scan.message },
  )
}

function whyNoPayload(json: JsonObject): string {
  const error = objectOf(json['error'])
  if (error) {
    return t(
      'Ory refused to show the result. Only the browser in which the sign-in ended may read it, and only until the flow expires.',
    )
  }
  return objectOf(json['test_context'])
    ? t('This sign-in has not come to a result yet: sign in first, then copy the page again.')
    : t('This JSON is not the result of a test sign-in.')
}
