import { appError } from '../../errors/app-error'
import { failure, success, type Result } from '../../errors/result'
import { isJsonArray, isJsonObject, type JsonObject } from '../../model/json'
import { isTimeZone } from '../../model/format'
import type { MapperError } from '../engine'
import { said, type Say } from '../kratos/english'
import { listsWithPrimary } from './attributes'

/** A user as a mapper gets it, as far as Ory's documents say. */
interface ReadUser {
  /** `std.extVar('scim')`. */
  readonly user: JsonObject
  /** Nothing was sent for `active`, so it is what Ory takes then. */
  readonly activeByDefault: boolean
}

/**
 * The `scim` that a mapper gets when a SCIM client sends this user. What Ory makes of a user is known from its
 * documents alone, so only what they state is done here; everything else stays as it was sent.
 *
 * @returns a failure where Ory refuses the user before the mapper.
 */
export function readScimUser(payload: JsonObject): Result<ReadUser, MapperError> {
  const why = refusalOf(payload)
  if (why) return failure(refused(why))
  if (payload['active'] !== undefined) return success({ user: payload, activeByDefault: false })
  return success({ user: { ...payload, active: true }, activeByDefault: true })
}

type Words = (t: Say) => string

function refusalOf(payload: JsonObject): Words | undefined {
  const { userName, timezone } = payload
  if (typeof userName !== 'string' || userName === '') {
    return (t) => t('the user has no userName')
  }
  if (typeof timezone === 'string' && timezone !== '' && !isTimeZone(timezone)) {
    return (t) => t('“{name}” is no time zone', { name: timezone })
  }
  const several = listsWithPrimary.find((name) => primaries(payload, name) > 1)
  return several === undefined
    ? undefined
    : (t) => t('several {name} are marked as the primary one', { name: several })
}

function primaries(payload: JsonObject, name: string): number {
  const entries = payload[name]
  return isJsonArray(entries)
    ? entries.filter((entry) => isJsonObject(entry) && entry['primary'] === true).length
    : 0
}

/** Ory's answer to a request that its server cannot use. */
const badRequest = 400

function refused(why: Words): MapperError {
  const { message, ...more } = said((t) =>
    t('Ory refuses this user before the mapper: {reason}', { reason: why(t) }),
  )
  return { ...appError('mapper.runtime', message), ...more, status: badRequest }
}
