import type { JsonObject } from './json'

/** An entity without the times that its server sets: they say nothing of what somebody wrote. */
export const withoutTimes = ({
  created_at: _created,
  updated_at: _updated,
  ...rest
}: JsonObject): JsonObject => rest
