import { guideSchema, type Guide } from '../../../core/handover/guide'

const files = import.meta.glob<unknown>('../../../guides/*.json', {
  eager: true,
  import: 'default',
})

/** Every guide there is. A test holds each against the schema, so a failure here is a bug. */
export const guides: readonly Guide[] = Object.values(files).map((file) => guideSchema.parse(file))
