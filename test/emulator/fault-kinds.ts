import type { FaultRule } from './fault-rule'
import type { JsonValue } from '../../src/emulator/state/json'

/** The effect of a failed write on the server: none, or all of it, once. */
export type FaultEffect = 'none' | 'full'

/**
 * What the client gets: no complete answer; an error status; a body that cannot be parsed as the operation's
 * answer; or its answer, but late or with undocumented values.
 */
export type FaultAnswer = 'lost' | 'error' | 'garbled' | 'success'

export interface FaultKind {
  name: string
  effect: FaultEffect
  answer: FaultAnswer
  /** To be extended by `operation`, `times` or similar members. */
  rule: Omit<FaultRule, 'operation' | 'method' | 'path' | 'times' | 'probability'>
  explains: string
}

const kind = (
  name: string,
  effect: FaultEffect,
  answer: FaultAnswer,
  rule: FaultKind['rule'],
  explains: string,
): FaultKind => ({ name, effect, answer, rule, explains })

function refusal(code: number, status: string, more: Record<string, JsonValue>): JsonValue {
  return {
    error: {
      code,
      status,
      request: '7d0b1f3e-5a52-4b3e-9b35-0f4c1d2a6e88',
      message: 'The requested action was forbidden',
      ...more,
    },
  }
}

const ioTimeout = {
  error: {
    code: 400,
    status: 'Bad Request',
    request: '7d0b1f3e-5a52-4b3e-9b35-0f4c1d2a6e88',
    message: 'unexpected status 499: read tcp 10.4.0.12:51234->10.4.0.7:443: i/o timeout',
  },
}

const sessionPage = '<!doctype html><html><head><title>Sign in</title></head><body></body></html>'

const refused: readonly FaultKind[] = [
  kind('bad-request', 'none', 'error', { status: 400 }, '400 with an Ory error'),
  kind('unauthorized', 'none', 'error', { status: 401 }, '401: the key is not accepted'),
  kind('forbidden', 'none', 'error', { status: 403 }, '403 without a named reason'),
  kind(
    'feature-gate',
    'none',
    'error',
    {
      status: 403,
      body: refusal(403, 'Forbidden', {
        id: 'feature_not_available',
        details: { feature: 'b2b_sso' },
        reason: 'The feature "b2b_sso" is not part of your subscription.',
      }),
    },
    '403 feature_not_available, naming the feature',
  ),
  kind(
    'quota',
    'none',
    'error',
    {
      status: 403,
      body: refusal(403, 'Forbidden', {
        id: 'quota_exceeded',
        details: { feature: 'organizations' },
        reason: 'The quota of organizations is used up.',
      }),
    },
    '403 quota_exceeded',
  ),
  kind('not-found', 'none', 'error', { status: 404 }, '404 with an Ory error'),
  kind('conflict', 'none', 'error', { status: 409 }, '409 with an Ory error'),
  kind(
    'conflict-after',
    'full',
    'error',
    { status: 409, afterEffect: true },
    '409 although the request took effect, as when a proxy delivers it twice',
  ),
  kind('gone', 'none', 'error', { status: 410 }, '410 with an Ory error'),
  kind('rate-limited', 'none', 'error', { status: 429 }, '429 with an empty body, reset 0'),
]

function beforeAndAfter(name: string, rule: FaultKind['rule'], explains: string): FaultKind[] {
  return [
    kind(name, 'none', 'error', rule, `${explains}, without effect`),
    kind(
      `${name}-after`,
      'full',
      'error',
      { ...rule, afterEffect: true },
      `${explains}, although the request took effect`,
    ),
  ]
}

const failed: readonly FaultKind[] = [
  ...beforeAndAfter('server-error', { status: 500 }, '500 with an Ory error'),
  ...beforeAndAfter('bad-gateway', { status: 502, html: true }, '502 with a proxy’s HTML page'),
  ...beforeAndAfter('unavailable', { status: 503 }, '503 with an Ory error'),
  ...beforeAndAfter('gateway-timeout', { status: 504 }, '504 with an Ory error'),
  ...beforeAndAfter(
    'io-timeout',
    { status: 400, body: ioTimeout },
    '400 whose message tells of “499 … i/o timeout” behind it',
  ),
]

const lost: readonly FaultKind[] = [
  kind('drop-before', 'none', 'lost', { drop: 'before' }, 'connection closed before the effect'),
  kind('drop-after', 'full', 'lost', { drop: 'after' }, 'connection closed after the effect'),
  kind(
    'timeout-before',
    'none',
    'lost',
    { delayMs: 120_000 },
    'no answer for two minutes; no effect if the client leaves before',
  ),
  kind(
    'timeout-after',
    'full',
    'lost',
    { lateMs: 120_000 },
    'took effect at once, no answer for two minutes',
  ),
  kind(
    'cut-off',
    'full',
    'lost',
    { truncate: 'cut-off' },
    'connection closed in the middle of the answer',
  ),
]

const odd: readonly FaultKind[] = [
  kind(
    'sign-in-page',
    'none',
    'garbled',
    {
      status: 200,
      body: sessionPage,
      headers: { 'content-type': 'text/html' },
    },
    '200 with the HTML page of some network’s sign-in, without effect',
  ),
  kind(
    'truncated',
    'full',
    'garbled',
    { truncate: 'ended' },
    'half of the answer, which ends as if it were whole',
  ),
  kind('empty', 'full', 'garbled', { replaceBody: 'empty' }, 'success with an empty body'),
  kind('mistyped', 'full', 'garbled', { replaceBody: 'mistyped' }, 'every member has a wrong type'),
  kind('deep', 'full', 'garbled', { replaceBody: 'deep' }, 'JSON of 20,000 levels'),
  kind('enormous', 'full', 'garbled', { replaceBody: 'enormous' }, 'a body of 64 MiB'),
  kind(
    'unknown-enums',
    'full',
    'success',
    { replaceBody: 'wrongEnum' },
    'enum members have values that no document names',
  ),
  kind('late', 'full', 'success', { lateMs: 400 }, 'the answer comes 0.4 s after the effect'),
  kind(
    'stale-reads',
    'full',
    'success',
    { staleReadsForMs: 600 },
    'for 0.6 s reads see what was there before the write',
  ),
]

/**
 * Every fault as data. An operation whose answer has no body (a 204) is answered with 200 and the faulty
 * body, since a client that expects none may rightly treat a 204 as success.
 */
export const faultKinds: readonly FaultKind[] = [...refused, ...failed, ...lost, ...odd]
