import type { JsonObject } from '../../../core/model/json'
import type { WireOrganization } from './organization'
import type { WireProject } from './project'

/** Types an answer as JSON; loose schemas keep unnamed members. */
export const toJsonObject = (
  value: WireProject | WireOrganization | Readonly<Record<string, unknown>>,
) =>
  // The schemas only admit JSON.
  value as unknown as JsonObject
